// A library of many pitches, always the same: real agencies have a few long pitches and many short
// ones, in every stage, for clients that come back, with people who work on several.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const asset = (name) => JSON.parse(readFileSync(fileURLToPath(new URL(`../../assets/${name}`, import.meta.url)), "utf8"));
const KINDS = ["product-launch", "brand-campaign", "always-on-retainer", "social-influencer", "event", "website"];
const CLIENTS = ["Halden Dairy Co-operative", "Brightwater Energy", "Nordlys Airlines", "Casa Verde", "Okoro & Sons", "Fjell Outdoor", "Lumen Health", "Tidewater Bank", "Pinecrest Foods", "Maison Adèle", "Kestrel Insurance", "Studio Hana"];
const STAGES = ["lead", "briefed", "in_progress", "pitched", "won", "lost", "on_hold"];
const PEOPLE = ["Anna Lindqvist", "Bram Visser", "Chiara Conti", "Dele Adeyemi", "Elif Kaya", "Farid Haddad", "Greta Nowak", "Hugo Martin"];
const CHANCES = { lead: "10", briefed: "25", in_progress: "40", pitched: "60", won: "100", lost: "0", on_hold: "20" };

const day = (from, days) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const monday = (date) => day(date, 1 - (new Date(`${date}T00:00:00Z`).getUTCDay() || 7));

/** So many pitches as files, around this day; `small` ones have no plan, as most leads have none. */
export function library(count, today) {
  const templates = KINDS.map((kind) => asset(`templates/${kind}.pitch.json`));
  return Array.from({ length: count }, (_, n) => {
    const file = structuredClone(templates[n % KINDS.length]);
    const { pitch } = file;
    const stage = STAGES[(n * 5 + Math.floor(n / 7)) % STAGES.length];
    const start = monday(day(today, ((n * 13) % 120) - 40));
    const shift = Math.round((Date.parse(start) - Date.parse(pitch.timeline.start)) / 86_400_000);
    file.id = `bench-${n}`;
    pitch.is_template = false;
    pitch.title = `${["Fresh", "Bold", "Quiet", "Bright", "Open", "True"][n % 6]} ${["start", "season", "voice", "ground", "horizon"][n % 5]} ${n + 1}`;
    pitch.client = {
      organisation: CLIENTS[(n * 7) % CLIENTS.length],
      contacts: [{ id: "c1", name: `Contact ${n % 30}`, position: "Marketing director", part: "Decides", email: `contact${n % 30}@client.example`, phone: "+31 20 555 0131" }],
      ...(n % 3 === 0 ? { next_action: "Send the revised budget", next_action_date: day(today, (n % 15) - 4) } : {}),
    };
    pitch.status = { stage, win_probability: CHANCES[stage], pitch_date: day(today, ((n * 11) % 90) - 20), decision_date: day(today, ((n * 11) % 90)) };
    pitch.pursuit = {
      fit: 1 + (n % 5), odds: 1 + ((n * 2) % 5), cost: 1 + ((n * 3) % 5), return: 1 + ((n * 4) % 5), planned_hours: "60",
      time: [{ id: "h1", date: day(today, -(n % 40)), role: pitch.team.roles[0].id, hours: String(8 + (n % 30)) }],
    };
    pitch.journal = { entries: [{ id: "j1", date: day(today, -(n % 50)), author: "Sam", text: "Call about the brief: keep it to three options." }, { id: "j2", kind: "decision", date: day(today, -(n % 20)), author: "Sam", text: "We lead with the film." }] };
    const hands = PEOPLE.filter((_, place) => (place + n) % 3 === 0);
    pitch.team.people = hands.map((name, place) => ({ id: `p${place}`, name, role: pitch.team.roles[place % pitch.team.roles.length].id, hours_per_week: "16", ...(place === 0 ? { away: [{ id: "w", from: day(monday(today), 7), to: day(monday(today), 9) }] } : {}) }));
    pitch.timeline.start = start;
    let turn = 0;
    for (const task of pitch.timeline.tasks) {
      for (const field of ["not_before", "must_start_on", "deadline"]) if (task[field]) task[field] = day(task[field], shift);
      for (const assignment of task.assignments ?? []) if (turn++ % 2 === 0) assignment.person = `p${turn % hands.length}`;
    }
    for (const flight of pitch.media?.flights ?? []) for (const field of ["start", "finish"]) if (flight[field]) flight[field] = day(flight[field], shift);
    if (n % 2 === 1) {
      // A lead as most are: a client, a stage, a value that was typed.
      pitch.status.typed_value = 2_000_000 + n * 150_000;
      pitch.timeline.tasks = []; pitch.timeline.links = []; pitch.timeline.phases = []; delete pitch.timeline.launch;
      pitch.budget = {}; pitch.media = {}; pitch.story = {}; pitch.scope = {};
    }
    return { name: `${file.id}.pitch.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) };
  });
}
