// The rich menu under the chat: LINE shows it on phones only.
import { element } from "./element.js";

// Which menu each person has folded or opened by hand; without an entry a menu shows itself as it was made (`selected`).
const folded = new Map();
let asked = 0;

export async function showRichMenu(person, desktop, act) {
  const place = document.getElementById("menu");
  const turn = (asked += 1);
  const { menu } = await (await fetch(`/_sim/richmenu?person=${encodeURIComponent(person)}`)).json();
  // Somebody else may have been chosen meanwhile; the newest question counts.
  if (turn !== asked) return;
  place.hidden = !menu || desktop;
  if (place.hidden || place.dataset.shows === `${person} ${menu.richMenuId}`) return;
  const hadFocus = [...place.querySelectorAll("button")].indexOf(document.activeElement);
  place.dataset.shows = `${person} ${menu.richMenuId}`;
  place.dataset.testid = "menu";
  place.replaceChildren(...drawMenu(person, menu, act));
  // A tab was changed by the keyboard: it goes on from there.
  if (hadFocus >= 0) (place.querySelectorAll("button")[hadFocus] ?? place.querySelector("button")).focus();
}

function drawMenu(person, menu, act) {
  const sheet = drawSheet(menu, (action) => tap(action, fold, act));
  const bar = element("button", { class: "bar", type: "button", "data-testid": "menu-bar" }, menu.chatBarText);
  const fold = (closed) => {
    folded.set(person, closed);
    sheet.hidden = closed;
    bar.setAttribute("aria-expanded", String(!closed));
  };
  const closed = folded.get(person) ?? !menu.selected;
  sheet.hidden = closed;
  bar.setAttribute("aria-expanded", String(!closed));
  bar.addEventListener("click", () => fold(!sheet.hidden));
  return [bar, sheet];
}

// The keyboard and the menu share one place on a phone (LINE docs, "Postback action", inputOption).
function tap(action, fold, act) {
  if (["openKeyboard", "openVoice", "closeRichMenu"].includes(action.inputOption)) fold(true);
  if (action.inputOption === "openRichMenu") fold(false);
  act(action);
}

function drawSheet(menu, tapped) {
  const image = element("img", { src: `/_sim/richmenu/${encodeURIComponent(menu.richMenuId)}`, alt: "" });
  // The picture's place is kept before it is there, so that the chat does not jump.
  const style = { "aspect-ratio": `${menu.size.width} / ${menu.size.height}` };
  return element("div", { class: "sheet", style }, image, ...menu.areas.map((area) => drawArea(area, menu.size, tapped)));
}

function drawArea({ bounds, action }, size, tapped) {
  const share = (part, whole) => `${(100 * part) / whole}%`;
  const style = {
    left: share(bounds.x, size.width), top: share(bounds.y, size.height),
    width: share(bounds.width, size.width), height: share(bounds.height, size.height),
  };
  const label = action.label ?? action.text ?? action.displayText ?? "เมนู";
  const on = { click: () => tapped(action) };
  return element("button", { class: "area", type: "button", "aria-label": label, "data-testid": "menu-area", style, on });
}
