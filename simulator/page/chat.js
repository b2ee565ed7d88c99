// The chat page: who is talking, what was said, and the stream that keeps it fresh.
import { perform } from "./actions.js";
import { drawFriendship, wireComposer } from "./composer.js";
import { element } from "./element.js";
import { drawDots, drawEntry } from "./entries.js";
import { shrinkToFit } from "./flex.js";
import { drawPeople } from "./people.js";
import { showRichMenu } from "./richmenu.js";

const byId = (id) => document.getElementById(id);

const state = { account: "", people: [], chats: new Map(), current: null, desktop: false, atBottom: true };

function chatOf(id) {
  if (!state.chats.has(id)) state.chats.set(id, { entries: [], unread: 0, loading: null });
  return state.chats.get(id);
}

const currentPerson = () => state.people.find((person) => person.id === state.current);
const act = (action) => perform(action, state.current);

const redrawPeople = () => drawPeople(state.people, state.current, (id) => chatOf(id).unread, select);

function select(id) {
  state.current = id;
  chatOf(id).unread = 0;
  sessionStorage.setItem("person", id);
  redrawPeople();
  drawChat();
  // On a touch screen focus would open the keyboard over the chat.
  if (matchMedia("(pointer: fine)").matches) byId("composer").focus();
}

// The chat

function drawChat() {
  const log = byId("log");
  log.setAttribute("aria-busy", "true");
  log.replaceChildren();
  let day = "";
  for (const entry of chatOf(state.current).entries) day = append(entry, day);
  log.dataset.day = day;
  log.removeAttribute("aria-busy");
  drawLoading();
  drawChips();
  drawFriendship(currentPerson()?.blocked ?? false);
  toBottom();
  showRichMenu(state.current, state.desktop, act);
}

function append(entry, lastDay) {
  const day = new Date(entry.at * 1000).toLocaleDateString("th-TH", { dateStyle: "medium" });
  if (day !== lastDay) byId("log").append(element("div", { class: "day" }, day));
  byId("log").append(drawEntry(entry, { account: state.account, person: state.current, act }));
  shrinkToFit(byId("log").lastElementChild);
  return day;
}

function toBottom() {
  byId("log").scrollTop = byId("log").scrollHeight;
  state.atBottom = true;
}

// Pictures and the rich menu arrive late; whoever reads the newest message keeps seeing it.
function keepAtBottom() {
  const log = byId("log");
  log.addEventListener("scroll", () => { state.atBottom = log.scrollHeight - log.scrollTop - log.clientHeight < 40; });
  log.addEventListener("load", () => { if (state.atBottom) toBottom(); }, true);
  new ResizeObserver(() => { if (state.atBottom) toBottom(); }).observe(log);
}

function drawLoading() {
  byId("log").querySelector("[data-testid=loading]")?.remove();
  if (!chatOf(state.current).loading || state.desktop) return;
  byId("log").append(drawDots(state.account));
}

function stopLoading(chat) {
  clearTimeout(chat.loading);
  chat.loading = null;
}

// Quick replies: those of the last message only, gone with the next one. LINE on a computer has none.

const lastMessage = (chat) => chat.entries.findLast((entry) => entry.message);

function chipsOf(chat) {
  const last = lastMessage(chat);
  return last && last.from === "bot" && !last.answered ? (last.message.quickReply?.items ?? []) : [];
}

function drawChips() {
  const items = state.desktop ? [] : chipsOf(chatOf(state.current));
  byId("chips").hidden = items.length === 0;
  byId("chips").replaceChildren(...items.map((item) => {
    const icon = item.imageUrl ? element("img", { src: item.imageUrl, alt: "", on: { error: (event) => event.target.remove() } }) : null;
    const on = { click: () => { dismissChips(); act(item.action); } };
    return element("button", { class: "chip", type: "button", "data-testid": "quick-reply", on }, icon, item.action.label);
  }));
}

function dismissChips() {
  const last = lastMessage(chatOf(state.current));
  if (last) last.answered = true;
  drawChips();
}

// The stream

const HAPPENED = {
  snapshot(event) {
    Object.assign(state, { account: event.account, people: event.people });
    for (const [id, entries] of Object.entries(event.chats)) chatOf(id).entries = entries;
    byId("account").textContent = state.account;
    document.title = `${state.account} · จำลอง LINE`;
    const wanted = state.current ?? sessionStorage.getItem("person");
    const known = state.people.find((person) => person.id === wanted) ?? state.people[0];
    if (known) select(known.id);
  },
  entry(event) {
    const chat = chatOf(event.chat);
    chat.entries.push(event.entry);
    if (event.chat.startsWith("U") && !state.people.some((person) => person.id === event.chat)) meetNewPeople();
    if (event.entry.from === "bot") stopLoading(chat);
    show(event.chat, event.entry);
  },
  problem(event) {
    const id = state.people.some((person) => person.id === event.chat) ? event.chat : state.current;
    const entry = { problem: event.text, at: event.at };
    chatOf(id).entries.push(entry);
    show(id, entry);
  },
  loading(event) {
    const chat = chatOf(event.chat);
    stopLoading(chat);
    chat.loading = setTimeout(() => { stopLoading(chat); drawLoading(); }, event.seconds * 1000);
    if (event.chat === state.current) { drawLoading(); toBottom(); }
  },
  unsent(event) {
    for (const entry of chatOf(event.chat).entries) if (entry.id === event.id) entry.unsent = true;
    if (event.chat === state.current) drawChat();
  },
  friend(event) {
    const person = state.people.find((row) => row.id === event.chat);
    if (person) person.blocked = event.blocked;
    drawFriendship(currentPerson()?.blocked ?? false);
  },
  richmenu() { if (state.current) showRichMenu(state.current, state.desktop, act); },
  read() {},
};

// Anybody may write to the account, also people who were not there when the page was opened.
async function meetNewPeople() {
  state.people = (await (await fetch("/_sim/people")).json()).people;
  redrawPeople();
}

function show(id, entry) {
  if (id !== state.current) {
    if (entry.from === "bot") chatOf(id).unread += 1;
    redrawPeople();
    return;
  }
  const log = byId("log");
  log.querySelector("[data-testid=loading]")?.remove();
  log.dataset.day = append(entry, log.dataset.day ?? "");
  drawLoading();
  drawChips();
  toBottom();
}

function listen() {
  const stream = new EventSource("/_sim/stream");
  stream.onopen = () => { byId("offline").hidden = true; };
  stream.onerror = () => { byId("offline").hidden = false; };
  stream.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    HAPPENED[event.event]?.(event);
  };
}

byId("desktop").addEventListener("change", ({ target }) => { state.desktop = target.checked; drawChat(); });

wireComposer(currentPerson);
keepAtBottom();
listen();
