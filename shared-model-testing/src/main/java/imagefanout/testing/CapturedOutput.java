package imagefanout.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is printed to standard output, which is a function's log. */
public final class CapturedOutput {
    /** The work whose output is captured. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private CapturedOutput() {}

    /** The lines that the work prints. */
    public static List<String> during(Work work) {
        PrintStream usual = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException("failed while its output was watched", e);
        } finally {
            System.setOut(usual);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
