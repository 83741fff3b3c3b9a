package imagefanout.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A process of its own, with a heap of its own, on this one's class path. What it prints goes to a file. */
final class ForkedJvm implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final String what;

    private ForkedJvm(Process process, Path log, String what) {
        this.process = process;
        this.log = log;
        this.what = what;
    }

    static ForkedJvm start(String mainClass, int heapMegabytes, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                // The JDK keeps five idle connections; a recorder that writes eight at a time shall not pay for that.
                "-Dhttp.maxConnections=16",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ForkedJvm(process, log, mainClass);
    }

    /** Also where Maven runs this in its own process, with a class loader of its own. */
    private static String classPath() {
        if (ForkedJvm.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
        return System.getProperty("java.class.path");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String printed() throws IOException {
        return Files.readString(log);
    }

    /** Waits for its end, which has to be a good one. */
    void join() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw failed("ended with status " + process.exitValue());
        }
    }

    IOException failed(String how) throws IOException {
        List<String> lines = printed().lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        return new IOException(what + " " + how + ":\n" + last);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
