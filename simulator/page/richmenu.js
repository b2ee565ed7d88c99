// The rich menu under the chat: LINE shows it on phones only.
import { element } from "./element.js";

let folded = false;

export async function showRichMenu(person, desktop, act) {
  const place = document.getElementById("menu");
  const { menu } = await (await fetch(`/_sim/richmenu?person=${encodeURIComponent(person)}`)).json();
  place.hidden = !menu || desktop;
  if (!menu) return;
  const sheet = drawSheet(menu, act);
  sheet.hidden = folded;
  const bar = element("button", { class: "bar", type: "button", "aria-expanded": !folded }, menu.chatBarText);
  bar.addEventListener("click", () => {
    folded = !folded;
    sheet.hidden = folded;
    bar.setAttribute("aria-expanded", String(!folded));
  });
  place.replaceChildren(bar, sheet);
}

function drawSheet(menu, act) {
  const image = element("img", { src: `/_sim/richmenu/${encodeURIComponent(menu.richMenuId)}`, alt: "" });
  return element("div", { class: "sheet" }, image, ...menu.areas.map((area) => drawArea(area, menu.size, act)));
}

function drawArea({ bounds, action }, size, act) {
  const share = (part, whole) => `${(100 * part) / whole}%`;
  const style = {
    left: share(bounds.x, size.width), top: share(bounds.y, size.height),
    width: share(bounds.width, size.width), height: share(bounds.height, size.height),
  };
  const label = action.label ?? action.text ?? action.displayText ?? "เมนู";
  const on = { click: () => act(action) };
  return element("button", { class: "area", type: "button", "aria-label": label, "data-testid": "menu-area", style, on });
}
