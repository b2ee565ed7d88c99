// The people one may speak as.
import { element } from "./element.js";

const COLOURS = ["#3d6b99", "#8a5a2b", "#6d4c91", "#9a3f5b", "#2f7a6b", "#5d6b2f"];

// `unreadOf` tells how many messages wait; `select` is called with a person's id.
export function drawPeople(people, current, unreadOf, select) {
  const buttons = people.map((person) => button(person, person.id === current, unreadOf(person.id), select));
  document.getElementById("people").replaceChildren(...buttons.map((made) => element("li", {}, made)));
}

function button(person, chosen, unread, select) {
  const who = element("span", { class: "who" },
    element("span", { class: "name" }, person.name), element("span", { class: "role" }, person.role));
  const label = { class: "unread", "aria-label": `ข้อความใหม่ ${unread}` };
  return element("button", {
    class: "person", type: "button", "data-testid": `person-${person.id}`,
    "aria-current": String(chosen), on: { click: () => select(person.id) },
  }, avatar(person.name, colour(person.id)), who, unread ? element("span", label, String(unread)) : null);
}

export function avatar(name, background) {
  // A leading vowel such as เ belongs with the consonant after it.
  const initial = name.replace(/^[เแโใไ]/u, "").slice(0, 1);
  return element("span", { class: "avatar", "aria-hidden": "true", style: { background } }, initial);
}

const colour = (id) => COLOURS[[...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS.length];
