"""Real shells that are asked what they would complete."""
import os
import pty
import re
import select
import subprocess
import time

DEADLINE = 30  # seconds; nothing is measured


class Terminal:
    """An interactive shell on a terminal of its own, which answers by writing to a file."""

    def __init__(self, words, folder, environment):
        self.answer = folder + "/answer"
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder + "/work")
            os.execvpe(words[0], words, {**os.environ, **environment, "TERM": "dumb", "ANSWER": self.answer})

    def ask(self, keys):
        """Types; what the shell wrote to $ANSWER, up to its line `.`."""
        if keys and os.path.exists(self.answer):  # without keys: what it writes by itself, maybe before it is asked
            os.remove(self.answer)
        os.write(self.descriptor, keys.encode())
        said, until = b"", time.monotonic() + DEADLINE
        while time.monotonic() < until:
            if select.select([self.descriptor], [], [], 0.02)[0]:
                said += os.read(self.descriptor, 65536)
            if os.path.exists(self.answer):
                with open(self.answer, encoding="utf-8") as file:
                    text = file.read()
                if text.endswith("\n.\n") or text == ".\n":
                    return text.split("\n")[:-2]
        raise AssertionError(f"no answer to {keys!r}; the terminal shows: {said!r}")

    def close(self):
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)


def path_of(folder):
    return folder + "/bin:" + os.environ["PATH"]


class Bash:
    """Lists: the function as readline calls it (COMP_WORDS and so on). Lines: readline itself."""

    HARNESS = r"""
compopt() { printf '%%%s\n' "${@: -1}"; }
ask() {
  COMP_LINE=$1 COMP_POINT=${#1}; shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _hvcompat hvcompat "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  local word
  for word in "${COMPREPLY[@]}"; do eval "printf '%s\n' $word"; done
}
complete -p hvcompat >/dev/null || exit 1
"""
    INTERACTIVE = r"""
PS1= PS2= PROMPT_COMMAND= HISTFILE=
. /usr/share/bash-completion/bash_completion
. "$SCRIPT"
told() { printf '%s\n.\n' "$READLINE_LINE" > "$ANSWER.new"; mv "$ANSWER.new" "$ANSWER"; READLINE_LINE=; }
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind -x '"\C-xt": told'
printf '.\n' > "$ANSWER"
"""

    def __init__(self, script, folder, program):
        self.folder = folder
        self.script = folder + "/hvcompat.bash"
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(script)
        with open(folder + "/bashrc", "w", encoding="utf-8") as file:
            file.write(self.INTERACTIVE)
        self.terminal = None

    @staticmethod
    def parted(line):
        """As readline does it: at blanks, and around runs of COMP_WORDBREAKS; quotes hold together."""
        words = re.findall(r"(?:'[^']*'|[^\s'@><=;|&(:])+|[@><=;|&(:]+", line)
        return words + [""] if line.endswith(" ") else words

    def ask(self, line):
        words = subprocess.run(["bash", "--norc", "-c", '. "$0"; ' + self.HARNESS + 'ask "$@"', self.script, line,
                                *self.parted(line)],
                               cwd=self.folder + "/work", env={**os.environ, "PATH": path_of(self.folder)},
                               capture_output=True, text=True, check=True)
        assert words.stderr == "", words.stderr
        return words.stdout.split("\n")[:-1]

    def complete(self, line):
        return [word for word in self.ask(line) if not word.startswith("%")]

    def paths(self, line):
        marks = [word for word in self.ask(line) if word.startswith("%")]
        flag = {"%default": "-f", "%dirnames": "-d"}
        found = set()
        for mark in marks:
            for name in os.listdir(self.folder + "/work"):
                is_folder = os.path.isdir(f"{self.folder}/work/{name}")
                if is_folder or flag[mark] == "-f":
                    found.add(name + "/" * is_folder)
        return found

    def line(self, line):
        if not self.terminal:
            self.terminal = Terminal(["bash", "--noprofile", "--rcfile", self.folder + "/bashrc", "-i"], self.folder,
                                     {"PATH": path_of(self.folder), "SCRIPT": self.script})
            self.terminal.ask("")
        return self.terminal.ask(line + "\t\x18t")[0]

    def close(self):
        if self.terminal:
            self.terminal.close()


class Zsh:
    """A terminal; what completion adds is caught where it is added."""

    SETUP = r"""
PS1= PS2= RPS1=
LISTMAX=100000
unset HISTFILE
unsetopt zle_bracketed_paste beep prompt_cr prompt_sp 2>/dev/null
zle_highlight=(none)
fpath=($FOLDER/functions $fpath)
autoload -Uz compinit
compinit -D -u -d $FOLDER/zcompdump
zstyle ':completion:*' completer _complete
zstyle ':completion:*' verbose yes
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a hits
  builtin compadd -A hits "$@"
  (( $#hits )) && print -rl -- ${(Q)hits} >> $ANSWER.hits
  builtin compadd "$@"
}
ask() {
  : > $ANSWER.hits
  zle list-choices
  BUFFER=
  { cat $ANSWER.hits; print . } > $ANSWER.new
  mv $ANSWER.new $ANSWER
}
told() {
  zle complete-word
  { print -r -- "$BUFFER"; print . } > $ANSWER.new
  BUFFER=
  mv $ANSWER.new $ANSWER
}
zle -N ask
zle -N told
bindkey -e
bindkey '^Xa' ask
bindkey '^Xt' told
print . > $ANSWER
"""

    def __init__(self, script, folder, program):
        self.folder = folder
        os.mkdir(folder + "/functions")
        with open(folder + "/functions/_hvcompat", "w", encoding="utf-8") as file:
            file.write(script)
        with open(folder + "/.zshrc", "w", encoding="utf-8") as file:
            file.write(self.SETUP)
        self.terminal = Terminal(["zsh", "-d", "-i"], folder, {"ZDOTDIR": folder, "FOLDER": folder, "PATH": path_of(folder)})
        self.terminal.ask("")

    def ask(self, line):
        return self.terminal.ask(line + "\x18a")

    def complete(self, line):
        names = set(os.listdir(self.folder + "/work"))
        return [word for word in self.ask(line) if word not in names]

    def paths(self, line):
        names = os.listdir(self.folder + "/work")
        hits = [word for word in self.ask(line) if word in names]
        return {name + "/" * os.path.isdir(f"{self.folder}/work/{name}") for name in hits}

    def line(self, line):
        return self.terminal.ask(line + "\x18t")[0]

    def close(self):
        self.terminal.close()


class Fish:
    def __init__(self, script, folder, program):
        self.folder = folder
        with open(folder + "/hvcompat.fish", "w", encoding="utf-8") as file:
            file.write(script)

    def ask(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", f"source {self.folder}/hvcompat.fish; complete -C $argv[1]", line],
                              cwd=self.folder + "/work", capture_output=True, text=True, check=True,
                              env={**os.environ, "PATH": path_of(self.folder), "HOME": self.folder})
        assert done.stderr == "", done.stderr
        return [row.split("\t")[0] for row in done.stdout.split("\n")[:-1]]

    def complete(self, line):
        return [word for word in self.ask(line) if word not in self.names()]

    def names(self):
        names = os.listdir(self.folder + "/work")
        return {name + "/" * os.path.isdir(f"{self.folder}/work/{name}") for name in names}

    def paths(self, line):
        return {word for word in self.ask(line) if word in self.names()}

    def line(self, line):
        """With the one answer, as the line editor would take it over."""
        found = set(self.ask(line))
        assert len(found) == 1, found
        head, last = line.rsplit(" ", 1)
        word = found.pop()
        assert word.startswith(last), (word, last)
        return f"{head} {word} "

    def close(self):
        pass


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}
