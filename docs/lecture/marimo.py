"""A marimo notebook: `marimo run marimo.py`."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    import sharp_minima

    mo.md("# The road between two minima")
    return mo, sharp_minima


@app.cell
def _(sharp_minima):
    sharp_minima.figure("path", preset="convincing")
    return


@app.cell
def _(mo, sharp_minima):
    widget = mo.ui.anywidget(sharp_minima.widget("sharpness", preset="instant"))
    widget
    return (widget,)


@app.cell
def _(mo, widget):
    # The widget's numbers, in the notebook.
    verdicts = widget.value.get("result", {}).get("verdicts", [])
    mo.md("\n".join(f"- {v['claim']} **{v['verdict']}** {v['number']}" for v in verdicts))
    return


if __name__ == "__main__":
    app.run()
