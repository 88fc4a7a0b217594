project = "Lecture notes"
extensions = ["myst_parser"]
