package imagefanout.command.terminal;

/** What a command prints: text for people, JSON or CSV for scripts. */
public enum OutputFormat {
    TEXT,
    JSON,
    CSV
}
