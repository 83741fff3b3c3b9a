package imagefanout.localfleet;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints text, in color on a terminal. */
public final class Narrator {
    private final PrintWriter out;
    private final Ansi colors;

    public Narrator(PrintWriter out) {
        this(out, Ansi.AUTO);
    }

    public Narrator(PrintWriter out, Ansi colors) {
        this.out = out;
        this.colors = colors;
    }

    /** Starts a new part of the story. */
    public void chapter(String title) {
        out.println();
        line("@|bold " + title + "|@");
    }

    /** Prints a line; {@code @|green …|@} colors a part of it. */
    public void line(String text) {
        out.println(colors.string(text));
        out.flush();
    }

    /** Prints a piece of a line, at once; {@link #line} ends it. */
    public void piece(String text) {
        out.print(colors.string(text));
        out.flush();
    }

    /** Prints a table with a heading. */
    public void table(List<String> heading, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(heading));
        all.addAll(rows);
        List<Integer> widths = new ArrayList<>(Collections.nCopies(heading.size(), 0));
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), plain(row.get(i)).length()));
            }
        }
        for (List<String> row : all) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                text.append(cell).append(" ".repeat(widths.get(i) - plain(cell).length() + 2));
            }
            line(text.toString().stripTrailing());
        }
    }

    private static String plain(String text) {
        return Ansi.OFF.string(text);
    }

    /** Prints the fleet's addresses, what it has from the start, and what to try. */
    public void serving(Fleet fleet) {
        line("@|bold The fleet is running|@ on this machine only. Ctrl-C stops it; nothing is kept.");
        table(
                List.of("", ""),
                List.of(
                        List.of("Dashboard", fleet.api() + "/"),
                        List.of("Query API", fleet.api().toString()),
                        List.of("Image Builder", fleet.imageBuilder().toString()),
                        List.of("DynamoDB", fleet.dynamoDb().toString()),
                        List.of("Organizations", fleet.organizations().toString()),
                        List.of("EventBridge", fleet.eventBridge().toString()),
                        List.of("Lambda", fleet.lambda().toString())));
        chapter("What it has");
        line(
                "  pipelines      golden-linux (3 builds: a good one, one without an AMI for 222222222222 in eu-west-1, and a"
                        + " canceled one), app-container");
        line("  images         hand-made, without a pipeline");
        line("  recipes        golden-database 1.0.0 with an io1 volume");
        line("  distributions  everywhere, synced from the registry's groups prod and sandbox");
        line("  registry       111111111111, 222222222222");
        chapter("Try");
        String url = " --url " + fleet.api();
        line("  bin/image-fanout coverage golden-linux" + url);
        line("  bin/image-fanout why 222222222222 eu-west-1 golden-linux" + url);
        line("  bin/image-fanout sync plan" + url);
    }
}
