/** The note says what the figure has found. */

const said = document.getElementById("said");
document.getElementById("road")?.addEventListener("result", (event) => {
  const { verdicts, badge } = event.detail;
  if (said) said.textContent = `${verdicts.map(({ verdict }) => verdict).join(", ")} (${badge})`;
});
