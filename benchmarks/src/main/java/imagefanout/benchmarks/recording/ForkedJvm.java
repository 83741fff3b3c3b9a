package imagefanout.benchmarks.recording;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A separate process with its own heap, on this process's class path. Its output goes to a file. */
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
                // The JDK keeps only five idle connections; a recorder may write with eight threads.
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

    /** The class path, also when Maven runs this in its own process with a class loader. */
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

    /** Waits until the process ends; status 0 is expected. */
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
