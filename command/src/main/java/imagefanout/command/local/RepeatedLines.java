package imagefanout.command.local;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints a line that comes again and again only once, and then how often it has come: at the 10th time, the 100th, and so on.
 * Lines that differ only in numbers and IDs count as one.
 */
final class RepeatedLines extends OutputStream {
    /** More kinds of lines than these are printed each time. */
    private static final int MOST_KINDS = 1_000;

    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Map<String, Integer> times = new LinkedHashMap<>();

    RepeatedLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int next) {
        if (next == '\n') {
            print(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(next);
        }
    }

    private void print(String text) {
        String kind = text.replaceAll("[0-9a-f-]*[0-9][0-9a-f-]*", "#");
        if (times.size() >= MOST_KINDS && !times.containsKey(kind)) {
            out.println(text);
            return;
        }
        int count = times.merge(kind, 1, Integer::sum);
        if (count == 1) {
            out.println(text);
        } else if (isPowerOfTen(count)) {
            out.println(text + " (" + count + " times)");
        }
    }

    private static boolean isPowerOfTen(int count) {
        int rest = count;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }

    @Override
    public synchronized void flush() {
        out.flush();
    }
}
