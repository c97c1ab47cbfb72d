// The page in Chromium, as somebody uses it. HVCOMPAT_PAGES is where run.sh has put the reports.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const profile = mkdtempSync(join(tmpdir(), "hvcompat-browser-"));
let browser = null;

before(async () => {
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.HVCOMPAT_CHROMIUM, headless: true, viewport: { width: 1400, height: 900 },
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(profile, { recursive: true, force: true });
});

// A case: the report is opened, looked at by `look`, and must neither complain nor ask for anything but itself.
function looks(what, name, hash, look) {
  test(what, async () => {
    const page = await browser.newPage();
    const faults = [];
    const own = new URL(`file://${process.env.HVCOMPAT_PAGES}/${name}.html`).href;
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => (faults.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
    page.on("request", (request) => request.url().split("#")[0] === own || request.url() === "data:," || faults.push(`request: ${request.url()}`));
    try {
      await page.goto(own + hash);
      await page.waitForSelector("html[data-ready]");
      await look(page);
      assert.deepEqual(faults, []);
    } finally {
      await page.close();
    }
  });
}

const rows = (page) => page.locator("table.guests tbody tr");
const names = (page) => page.locator("table.guests tbody tr th").allTextContents();
const counted = (page, text) => page.locator("#count", { hasText: text }).waitFor();
const heading = (page, text) => page.locator("#guest-name", { hasText: text }).waitFor();
const scrollList = (page, top) => page.locator(".dataTables_scrollBody").evaluate((view, to) => (view.scrollTop = to), top);
// Waits until rows stand wherever the list is seen: Scroller draws a moment after it is scrolled.
const listIsFull = (page) => page.waitForFunction(() => {
  const view = document.querySelector(".dataTables_scrollBody").getBoundingClientRect();
  const drawn = [...document.querySelectorAll("table.guests tbody tr")].map((row) => row.getBoundingClientRect());
  return view.height > 300 && drawn.length > 0 && drawn[0].top <= view.top + 1 && drawn.at(-1).bottom >= view.bottom - 1;
});
const focused = (page) => page.evaluate(() => document.activeElement.textContent);
// Waits for the row: the heading of an open guest says the same name, and has the focus until its list is back.
const rowFocused = (page, name) => page.waitForFunction((wanted) =>
  document.activeElement.matches("table.guests tbody a") && document.activeElement.textContent === wanted, name);

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document,
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.any.map((any) => any.message)}`).join("; ")}`);
}

looks("the report opens with its summary", "shop", "", async (page) => {
  assert.equal(await page.title(), "hvcompat: 7 guests, 2026-11-20");
  assert.match(await page.locator("#judged").innerText(), /as of 2026-11-20.*kb897615@2023-12-26.*profile default.*by hvcompat \d/s);
  assert.equal(await page.locator("#charts canvas").count(), 4);
  assert.equal(await rows(page).count(), 7);
  await counted(page, "7 guests shown");
  assert.equal(await page.locator(".banner").count(), 0);
});

looks("charts say in words what they draw", "shop", "", async (page) => {
  const label = await page.locator("#charts canvas").first().getAttribute("aria-label");
  assert.match(label, /^Levels: who answers: joint \d+; not-supported 1; indeterminate \d+; not-applicable 1$/);
  await page.getByText("As a table: Levels: who answers").click();
  await page.locator("#charts table a", { hasText: "not-supported" }).click();
  await counted(page, "1 of 7 guests shown");
  assert.equal(new URL(page.url()).hash, "#level=not-supported");
});

looks("a boundary's link leads to all guests that its bar stands for", "states", "", async (page) => {
  await page.getByText("As a table: Boundaries: features another answers for").click();
  const bar = page.locator("#charts tbody tr", { has: page.getByRole("link", { name: "a7-overcommit", exact: true }) });
  assert.deepEqual(await bar.locator("td").allTextContents(), ["2", "4"]);
  await bar.getByRole("link").click();
  await counted(page, "6 of 7 guests shown");
});

looks("filters limit the list and stand in the address", "shop", "", async (page) => {
  await page.getByRole("checkbox", { name: "fail" }).check();
  await counted(page, "1 of 7 guests shown");
  assert.deepEqual(await names(page), ["old-01"]);
  assert.equal(new URL(page.url()).hash, "#outcome=fail");
  await page.getByRole("checkbox", { name: "not-applicable" }).check();
  await counted(page, "2 of 7 guests shown");
  await page.getByRole("button", { name: "outcome: fail" }).click();
  assert.deepEqual(await names(page), ["lin-01"]);
  await page.getByRole("button", { name: "Show all guests" }).click();
  await counted(page, "7 guests shown");
  await page.getByRole("combobox", { name: "Level" }).selectOption("joint");
  assert.equal(new URL(page.url()).hash, "#level=joint");
});

looks("a filtered list can be shared", "shop", "#outcome=fail&outcome=warn&q=-01&sort=name+desc", async (page) => {
  await counted(page, "2 of 7 guests shown");
  assert.deepEqual(await names(page), ["web-01", "old-01"]);
  assert.equal(await page.getByRole("searchbox").inputValue(), "-01");
  assert.equal(await page.getByRole("checkbox", { name: "warn" }).isChecked(), true);
});

looks("filters of the address that no control shows stay when another one is changed", "shop", "#outcome=error&level=indeterminate&level=joint", async (page) => {
  await counted(page, "0 of 7 guests shown");
  await page.getByRole("searchbox").fill("-01");
  await page.waitForFunction(() => location.hash === "#q=-01&outcome=error&level=indeterminate&level=joint");
  await page.getByRole("button", { name: "outcome: error" }).click();
  assert.equal(new URL(page.url()).hash, "#q=-01&level=indeterminate&level=joint");
});

looks("a link opens elsewhere where the browser is asked to", "shop", "", async (page) => {
  const [other] = await Promise.all([page.context().waitForEvent("page"),
    page.locator(".outcome-card.fail").click({ modifiers: ["ControlOrMeta"] })]);
  await other.waitForSelector("html[data-ready]");
  assert.equal(new URL(other.url()).hash, "#outcome=fail");
  assert.equal(new URL(page.url()).hash, "");
  await other.close();
});

looks("one head sorts at a time, as the address says", "shop", "", async (page) => {
  const head = (text) => page.locator(".dataTables_scrollHead th", { hasText: text });
  await head("Guest").click();
  await head("Host").click({ modifiers: ["Shift"] });
  await page.waitForFunction(() => location.hash === "#sort=host+asc");
  assert.equal(await head("Guest").getAttribute("aria-sort"), null);
});

looks("guests that are judged and not listed are told beside the counts", "only", "", async (page) => {
  const told = page.locator(".banner", { hasText: "Not all guests are listed" });
  assert.match(await told.innerText(), /6 guests judged and not listed \(--only fail\)/);
  await page.getByRole("heading", { name: "Outcomes by hypervisor: listed guests" }).waitFor();
  await page.locator(".outcome-card.warn").click();
  await page.getByText("No guest of those listed is as the filters say.").waitFor();
});

looks("every word of a search must stand somewhere in the row", "shop", "", async (page) => {
  await page.getByRole("searchbox").fill("KVM01 old");
  await counted(page, "1 of 7 guests shown");
  await page.getByRole("searchbox").fill("nothing like this");
  await page.getByText("No guest is as the filters say.").waitFor();
  await counted(page, "0 of 7 guests shown");
  await page.getByRole("button", { name: "search: nothing like this" }).click();
  await counted(page, "7 guests shown");
  assert.equal(await page.getByRole("searchbox").inputValue(), "");
});

looks("a guest opened before a search was carried out stays open, and back leads to the list as it was", "shop", "#outcome=fail&outcome=warn", async (page) => {
  await page.evaluate(() => {
    const search = document.querySelector("[name=q]");
    search.value = "nothing like this";
    search.dispatchEvent(new InputEvent("input"));
    document.querySelector("table.guests tbody a[href$='g2']").click();
  });
  await heading(page, "old-01");
  await page.waitForTimeout(400);  // the search would have come by now
  assert.equal(new URL(page.url()).hash, "#guest=shop/g2");
  await page.goBack();
  await page.locator("#overview").waitFor();
  assert.equal(new URL(page.url()).hash, "#outcome=fail&outcome=warn");
  assert.equal(await page.getByRole("searchbox").inputValue(), "");
  assert.ok((await names(page)).includes("old-01"));
});

looks("heads sort, by mouse and by keyboard", "shop", "", async (page) => {
  const head = page.locator(".dataTables_scrollHead th", { hasText: "Guest" });
  await head.click();
  assert.deepEqual((await names(page)).slice(0, 2), ["acme-01", "box-01"]);
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await head.focus();
  await page.keyboard.press("Enter");
  assert.deepEqual((await names(page)).slice(0, 2), ["web-01", "twin"]);
  assert.equal(new URL(page.url()).hash, "#sort=name+desc");
});

looks("a click opens a guest with its reasoning, and back leads to the list as it was", "shop", "#outcome=fail", async (page) => {
  await page.locator("tr", { hasText: "old-01" }).locator("td").first().click();
  await heading(page, "old-01");
  assert.equal(new URL(page.url()).hash, "#guest=shop/g2");
  assert.match(await page.title(), /^old-01: not-supported, fail$/);
  const text = await page.locator("#guest").innerText();
  assert.match(text, /Microsoft does not support old-01 as it stands, because/);
  assert.match(text, /kb897615@2023-12-26/);
  assert.match(text, /guest\.os\.lifecycle is one of ended, prerelease/);
  assert.match(text, /derived|catalog/);
  await page.goBack();
  await counted(page, "1 of 7 guests shown");
  assert.equal(new URL(page.url()).hash, "#outcome=fail");
  assert.equal(await focused(page), "old-01");
});

looks("the deciding rule is open", "shop", "#guest=shop/g2", async (page) => {
  const deciding = page.locator(".path details.deciding");
  assert.equal(await deciding.count(), 1);
  assert.notEqual(await deciding.getAttribute("open"), null);
  assert.match(await deciding.innerText(), /holds\s+rule\s+a5-lifecycle\s+decides/);
});

looks("tests stand in the shape of their condition", "shop", "#guest=shop/g1", async (page) => {
  await page.getByText("Does it speak about this guest?").nth(1).click();
  assert.match(await page.locator(".path details[open]").first().innerText(), /not:\s+✕\s+fails\s+hypervisor\.family is hyper-v\s+kvm\s+test data/);
});

looks("the keyboard alone reaches rows, opens a guest and goes back", "shop", "", async (page) => {
  await page.locator("#skip").focus();
  await page.keyboard.press("Enter");
  for (let at = 0; at < 40 && !(await page.evaluate(() => document.activeElement.matches("tbody a"))); ++at) await page.keyboard.press("Tab");
  const first = await focused(page);
  assert.equal(first, (await names(page))[0]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = await focused(page);
  assert.equal(third, (await names(page))[2]);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
  await page.keyboard.press("Enter");
  await heading(page, third);
  await page.keyboard.press("Escape");
  await counted(page, "7 guests shown");
  assert.equal(await focused(page), third);
  await page.keyboard.press("End");
  assert.equal(await focused(page), (await names(page))[6]);
});

looks("the next guest is that of the list", "shop", "#sort=name+asc", async (page) => {
  const order = await names(page);
  await rows(page).first().locator("a").click();
  await heading(page, order[0]);
  await page.getByRole("link", { name: "next guest" }).click();
  await heading(page, order[1]);
  await page.getByText("2 of 7").waitFor();
});

looks("a guest can be linked to by name, and by target and id", "shop", "#guest=web-01", async (page) => {
  await heading(page, "web-01");
  await page.evaluate(() => (location.hash = "#guest=shop/g3"));
  await heading(page, "lin-01");
  await page.evaluate(() => (location.hash = "#guest=twin"));
  await heading(page, "Several guests have this name");
  assert.deepEqual(await page.locator("#guest li").allTextContents(), ["shop/g6", "shop/g7"]);
  await page.evaluate(() => (location.hash = "#guest=nobody"));
  await heading(page, "There is no such guest");
});

looks("a report of verdicts says that it has no facts", "verdicts", "#guest=shop/g1", async (page) => {
  await page.getByText("This report was saved without facts and without the rules that were tried").waitFor();
});

looks("a summary says that guests are not listed", "summary", "", async (page) => {
  await page.getByText("The guests are not listed").waitFor();
  assert.match(await page.locator("#outcomes").innerText(), /7 guests/);
});

looks("a report of nothing does not read as clean", "nothing", "", async (page) => {
  assert.match(await page.title(), /nothing was evaluated/);
  assert.equal(await page.locator("h1").innerText(), "No answer about any guest");
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was evaluated" });
  assert.match(await alert.innerText(), /This report is no clean result/);
  assert.deepEqual(await violations(page), []);
});

looks("an incomplete report says so, and what was lost", "cut-off", "", async (page) => {
  const alert = page.getByRole("alert").filter({ hasText: "This report is incomplete" });
  assert.match(await alert.innerText(), /target shop failed or was cut off/);
  assert.match(await page.locator("#not-evaluated").innerText(), /shop could not be read to its end/);
});

looks("names that are attacks stay text", "hostile", "", async (page) => {
  const { hostileNames } = await import(process.env.HVCOMPAT_INVENTORIES);
  const shown = (name) => name.replace(/[\u2028-\u202e]/g, (sign) => `‹U+${sign.codePointAt(0).toString(16).toUpperCase()}›`);
  assert.deepEqual((await names(page)).sort(), hostileNames.map(shown).sort());
  for (const search of ["<img src=x", "&lt;b&gt;&amp;", "<b>"]) await page.getByRole("searchbox").fill(search);
  await counted(page, `${hostileNames.length} guests shown`);
  for (let at = 0; at < hostileNames.length; ++at) {
    await page.evaluate((hash) => (location.hash = hash), `#guest=${encodeURIComponent(`<b>t</b>/h${at}"><i>`)}`);
    await heading(page, shown(hostileNames[at]));
  }
  assert.equal(await page.locator("main img, main svg, main b, main i, main script").count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

for (const scheme of ["light", "dark"]) {
  looks(`nothing keeps people out, ${scheme}`, "shop", "", async (page) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForSelector(`html[data-theme=${scheme}]`);
    for (const details of await page.locator("details").all()) await details.evaluate((element) => (element.open = true));
    assert.deepEqual(await violations(page), []);
    for (const guest of ["g1", "g2", "g4", "g5"]) {
      await page.evaluate((id) => (location.hash = `#guest=shop/${id}`), guest);
      await page.locator("dd", { hasText: new RegExp(`^${guest}$`) }).waitFor();
      for (const details of await page.locator("#guest details").all()) await details.evaluate((element) => (element.open = true));
      assert.deepEqual(await violations(page), []);
    }
  });
}

looks("dark and light can be chosen against the system", "shop", "", async (page) => {
  await page.emulateMedia({ colorScheme: "light" });
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await back();
  await page.getByRole("button", { name: "Dark mode" }).click();
  assert.notEqual(await back(), light);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.notEqual(await back(), light);
  await page.getByRole("button", { name: "Dark mode" }).click();
  assert.equal(await back(), light);
});

looks("paper has all rows, all that is folded, and no controls", "shop", "", async (page) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.locator("#print-list tbody tr").nth(6).waitFor();
  assert.equal(await page.locator("#filters").isVisible(), false);
  assert.equal(await page.locator("#list").isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
  assert.equal(await page.locator("main details:not([open])").count(), 0);
  await page.emulateMedia({ media: "screen" });
  await page.locator("#print-list:empty").waitFor({ state: "attached" });
  assert.ok((await page.pdf()).length > 10_000);
});

looks("paper says what was searched for", "shop", "#q=-01", async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "search: -01" }).isVisible(), true);
});

looks("20,000 guests: only what is seen is drawn", "fleet", "", async (page) => {
  await counted(page, "20,000 guests shown");
  assert.ok(await rows(page).count() < 200);
  assert.equal(await page.locator("table.guests").last().getAttribute("aria-rowcount"), "20001");
  await page.locator(".dataTables_scrollBody").evaluate((view) => (view.scrollTop = view.scrollHeight));
  await page.locator("tr[aria-rowindex='20001']").waitFor();
  await page.getByRole("searchbox").fill("dc-19995");
  await counted(page, "1 of 20,000 guests shown");
  await rows(page).first().locator("a").click();
  await heading(page, "dc-19995");
  await page.getByText("guest.disk.targets", { exact: true }).first().waitFor();
});

looks("20,000 guests: a list that was one row when it was made has all its rows later", "fleet", "#q=dc-19995", async (page) => {
  await counted(page, "1 of 20,000 guests shown");
  await page.getByRole("button", { name: "Show all guests" }).click();
  await listIsFull(page);
  await scrollList(page, 4000);
  await listIsFull(page);
});

looks("20,000 guests: the window may change while a guest is open", "fleet", "", async (page) => {
  await rows(page).nth(1).locator("a").click();
  await page.locator("#guest-name").waitFor();
  await page.setViewportSize({ width: 1300, height: 1300 });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));  // Scroller looks at the window a little later
  await page.goBack();
  await listIsFull(page);
  await scrollList(page, 4000);
  await listIsFull(page);
});

looks("20,000 guests: a list sorted where it was scrolled to has rows everywhere", "fleet", "", async (page) => {
  await scrollList(page, 400_000);
  await page.locator("tr[aria-rowindex='10005']").waitFor();
  await page.locator(".dataTables_scrollHead th", { hasText: "Guest" }).click();
  await page.locator("tr[aria-rowindex='2']").waitFor();
  await scrollList(page, 400_000);
  await page.locator("tr[aria-rowindex='10005']").waitFor();
  await listIsFull(page);
});

looks("20,000 guests: back from a row that was clicked beside its link leads to that row", "fleet", "", async (page) => {
  await scrollList(page, 200_000);
  const row = page.locator("tr[aria-rowindex='5005']");
  await row.waitFor();
  const name = await row.locator("th").textContent();
  await row.locator("td").first().click();
  await heading(page, name);
  await page.goBack();
  await rowFocused(page, name);
  await listIsFull(page);
  await page.getByRole("searchbox").click();
  await page.keyboard.type("dc-1999");
  await counted(page, "of 20,000 guests shown");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  assert.equal(await page.getByRole("searchbox").inputValue(), "dc-1999");
});

looks("20,000 guests: another list than the one a guest was opened from begins at its top", "fleet", "#q=dc", async (page) => {
  await scrollList(page, 90_000);
  await page.locator("tr[aria-rowindex='2255']").waitFor();
  await page.locator("tr[aria-rowindex='2255'] a").click();
  await page.locator("#guest-name").waitFor();
  await page.locator(".brand").click();
  await counted(page, "20,000 guests shown");
  await page.locator("tr[aria-rowindex='2']").waitFor();
  await listIsFull(page);
});

looks("20,000 guests: the list keeps the focus when it is scrolled past the row that had it", "fleet", "#sort=name+asc", async (page) => {
  await page.locator("table.guests tbody a[tabindex='0']").focus();
  const first = await focused(page);
  const inList = () => page.evaluate(() => document.activeElement.closest("table.guests tbody") !== null);
  await page.locator(".dataTables_scrollBody").evaluate((view) => (view.scrollTop = view.scrollHeight));
  await page.locator("tr[aria-rowindex='20001']").waitFor();
  assert.equal(await inList(), true);
  await page.keyboard.press("Home");
  await rowFocused(page, first);
});

looks("20,000 guests: the keyboard goes to the last one and back", "fleet", "#sort=name+asc", async (page) => {
  await page.locator("table.guests tbody a[tabindex='0']").focus();
  const first = await focused(page);
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.closest("tr")?.getAttribute("aria-rowindex") === "20001");
  const last = await focused(page);
  await page.keyboard.press("Enter");
  await heading(page, last);
  await page.keyboard.press("Escape");
  await rowFocused(page, last);
  await page.keyboard.press("Home");
  await rowFocused(page, first);
});
