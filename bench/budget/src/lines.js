// The budget that is measured, for the pages and for what the figures in them are held against:
// n lines in groups of 125, each bought from a third party. Quantities, rates and markups are
// whole, so that every price is exact in cents.
export const IN_GROUP = 125;

/** Key, name and width of each column, as in Pitchwright's internal view. */
export const COLUMNS = [
  ["item", "Item", 200], ["kind", "Kind", 110], ["role", "Role", 100], ["quantity", "Quantity", 90], ["rate", "Rate", 100],
  ["markup", "Markup", 90], ["cost", "Cost", 120], ["price", "Price", 120], ["margin", "Margin", 90], ["tax", "Tax", 80],
];
export const [ITEM, QUANTITY, PRICE] = [0, 3, 7];

export const line = (i) => ({
  item: `Line ${i + 1}`, kind: "Third party", role: "",
  quantity: 1 + ((i * 7) % 40), rate: 45 + ((i * 13) % 180), markup: (i * 3) % 25, tax: 21,
});
export const group = (i) => Math.floor(i / IN_GROUP);
/** What a line costs the client, in cents. */
export const cents = ({ quantity, rate, markup }) => quantity * rate * (100 + markup);
