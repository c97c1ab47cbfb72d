# Decides rules.json over an inventory file. Three values: true, false, null for what is not known.
# jq -n -f rules.jq FILE: how many guests have each level. With --arg each 1: a line a guest.
def both($a; $b): if $a == false or $b == false then false elif $a == null or $b == null then null else true end;
def fact($name): .facts[$name];
def at_least($name; $number): fact($name) | if . == null then null else . >= $number end;
def is($value): if . == null then null else . == $value end;
def large: both(fact("guest.firmware") | is("bios"); at_least("guest.vcpu.count"; 16));

# The levels that are possible: rules in order, until one surely holds.
def levels($rules): reduce $rules[] as $rule ({open: true, levels: []};
  if .open | not then .
  elif $rule[0] == false then .
  else .levels += [$rule[1]] | .open = ($rule[0] != true) end) | .levels | unique;

def possible($family):
  (fact("guest.power") | is("running")) as $applies
  | (if $applies == true then [] else ["not-applicable"] end)
    + (if $applies == false then []
       else levels([[large, "not-supported"], [at_least("guest.memory.ballooned_mib"; 1), "vendor"],
                    [at_least("guest.snapshot.count"; 1), "reproduce-first"],
                    [($family | is("hyper-v")), "microsoft"], [true, "joint"]]) end);

def answer($family): possible($family) | if length == 1 then .[0] else "indeterminate" end;

foreach (inputs, {"record": "over"}) as $record ({hosts: {}, counts: {}, out: null};
  .out = null
  | if $record.record == "inventory" then .hosts = {}
    elif $record.record == "host" then .hosts[$record.id] = $record.facts["hypervisor.family"]
    elif $record.record == "guest" and ($record.facts["guest.template"] != true) then
      (.hosts[$record.host // ""]) as $family
      | ($record | answer($family)) as $level
      | .counts[$level] += 1
      | .out = {id: $record.id, level: $level}
    else . end;
  if $ARGS.named.each then .out // empty elif $record.record == "over" then .counts else empty end)
