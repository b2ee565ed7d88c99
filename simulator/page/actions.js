// What a tap does. Source: LINE docs, "Actions".
import { element } from "./element.js";

const OPENABLE = /^(https?|line|tel|mailto):/i;
const MOMENT_INPUT = { date: "date", time: "time", datetime: "datetime-local" };

export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  return answer.json();
}

export function toast(text) {
  const shown = document.getElementById("toast");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { shown.hidden = true; }, 2500);
}

// `person` is who taps. Unknown kinds of action do nothing, as in an old LINE app.
export function perform(action, person) {
  return ACT[action.type]?.(action, person);
}

const ACT = {
  message: (action, person) => post("/_sim/say", { person, text: action.text }),
  postback,
  uri: (action) => open(action.uri),
  clipboard: copy,
  datetimepicker: pickMoment,
  richmenuswitch: (action, person) =>
    post("/_sim/richmenuswitch", { person, alias: action.richMenuAliasId, data: action.data }),
  camera: () => document.getElementById("picker").click(),
  cameraRoll: () => document.getElementById("picker").click(),
  location: (_action, person) => sendLocation(person),
};

async function postback(action, person) {
  if (action.inputOption === "openKeyboard") {
    const composer = document.getElementById("composer");
    composer.value = action.fillInText ?? composer.value;
    composer.focus();
  }
  if (action.text) await post("/_sim/say", { person, text: action.text });
  return post("/_sim/postback", { person, data: action.data, displayText: action.displayText });
}

function open(uri) {
  if (!OPENABLE.test(uri ?? "")) return;
  element("a", { href: uri, target: "_blank", rel: "noopener noreferrer" }).click();
}

async function copy(action) {
  await navigator.clipboard?.writeText(action.clipboardText).catch(() => {});
  toast("คัดลอกแล้ว");
}

export function sendLocation(person) {
  return post("/_sim/location", { person, latitude: 13.7563, longitude: 100.5018, title: "ตำแหน่งของฉัน" });
}

function pickMoment(action, person) {
  const dialog = document.getElementById("moment");
  const input = document.getElementById("moment-value");
  input.type = MOMENT_INPUT[action.mode];
  for (const name of ["min", "max"]) input[name] = localMoment(action[name]);
  input.value = localMoment(action.initial);
  document.getElementById("moment-cancel").onclick = () => dialog.close("cancel");
  dialog.onclose = () => {
    if (dialog.returnValue !== "ok" || !input.value) return;
    post("/_sim/postback", { person, data: action.data, params: { [action.mode]: input.value } });
  };
  dialog.returnValue = "";
  dialog.showModal();
}

const localMoment = (value) => (value ?? "").replace("t", "T");
