"""The commands, one file each. To add one: write ``pipeline/commands/<file>.py`` with a click command, add its line here.

The line holds what ``atgarder --help`` says, so that help imports no command, and each command only what it needs.
A command prints data on stdout and everything else on stderr (``pipeline.terminal``), raises AtgardError for what went
wrong (its exit code is used), and ends with ``sys.exit(code)`` where the outcome is not 0.
"""

COMMANDS: dict[str, tuple[str, str]] = {  # name → where it stands, what it does
    "init": ("pipeline.commands.init:init", "Gör en mapp för egna handlingar."),
    "extract": ("pipeline.commands.extract:extract", "Läs handlingar (PDF) och fyll databasen."),
    "show": ("pipeline.commands.show:show", "Visa en handling som programmet ser den."),
    "query": ("pipeline.commands.query:query", "Ställ en fråga (SQL) till databasen."),
    "status": ("pipeline.commands.status:status", "Visa vad databasen innehåller och vad som återstår."),
    "check": ("pipeline.commands.check:check", "Visa vad kontrollerna har hittat."),
    "review": ("pipeline.commands.review:review", "Granska och rätta det som är läst, på en lokal webbsida."),
    "sample": ("pipeline.commands.sample:sample", "Dra ett stickprov att bedöma: hur ofta är det fel?"),
    "evaluate": ("pipeline.commands.evaluate:evaluate", "Jämför databasen med ett facit."),
    "export": ("pipeline.commands.export:export", "Skriv databasen som CSV, Excel, Parquet, JSON eller datapaket."),
    "report": ("pipeline.commands.report:report", "Skriv en rapport (HTML) med figurer."),
    "doctor": ("pipeline.commands.doctor:doctor", "Kontrollera att det som behövs är installerat."),
    "config": ("pipeline.commands.config:config", "Visa inställningarna och var de kommer ifrån."),
}
