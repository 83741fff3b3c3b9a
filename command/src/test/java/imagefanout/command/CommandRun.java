package imagefanout.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** One run of the command in this process. */
record CommandRun(int status, String out, String err) {
    /** Without a terminal: no color, any width. */
    static CommandRun of(String... arguments) {
        return run(Ansi.OFF, arguments);
    }

    static CommandRun onTerminal(String... arguments) {
        return run(Ansi.ON, arguments);
    }

    private static CommandRun run(Ansi colors, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = ImageFanout.run(new PrintWriter(out), new PrintWriter(err), colors, arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }

    JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out);
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
