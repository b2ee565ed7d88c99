// The line at the bottom: words, stickers, pictures, a place, and friendship itself.
import { post, sendLocation, toast } from "./actions.js";

const byId = (id) => document.getElementById(id);

// `speaker` returns the person who is using the phone.
export function wireComposer(speaker) {
  const id = () => speaker().id;
  byId("write").addEventListener("submit", (event) => { event.preventDefault(); send(id()); });
  byId("composer").addEventListener("input", fit);
  byId("composer").addEventListener("keydown", (event) => {
    // While an input method composes, Enter picks a word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(id());
  });
  byId("sticker").addEventListener("click", () => post("/_sim/sticker", { person: id() }));
  byId("image").addEventListener("click", () => byId("picker").click());
  byId("picker").addEventListener("change", ({ target }) => sendPicture(id(), target));
  byId("location").addEventListener("click", () => sendLocation(id()));
  byId("follow").addEventListener("click", () => post("/_sim/follow", { person: id(), isUnblocked: speaker().blocked }));
  byId("block").addEventListener("click", () => post("/_sim/unfollow", { person: id() }));
}

function send(person) {
  const composer = byId("composer");
  const text = composer.value.trim();
  if (!text || composer.disabled) return;
  composer.value = "";
  fit();
  post("/_sim/say", { person, text });
}

function fit() {
  const composer = byId("composer");
  composer.style.height = "auto";
  composer.style.height = `${Math.min(composer.scrollHeight + 2, 140)}px`;
}

async function sendPicture(person, picker) {
  const file = picker.files[0];
  if (!file) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Emptied, so that the same picture can be chosen again.
  picker.value = "";
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const answer = await post("/_sim/image", { person, data: btoa(binary), contentType: file.type });
  if (answer.message) toast(answer.message);
}

// Who blocked the account can only take that back.
export function drawFriendship(blocked) {
  byId("follow").textContent = blocked ? "เลิกบล็อก" : "เพิ่มเพื่อน";
  byId("composer").placeholder = blocked ? "คุณบล็อกบัญชีนี้อยู่" : "พิมพ์ข้อความ";
  for (const id of ["block", "sticker", "image", "location", "composer"]) byId(id).disabled = blocked;
}
