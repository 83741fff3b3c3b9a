package imagefanout.localfleet;

import imagefanout.lambda.Environment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The template's functions, by logical ID. Like Lambda, tries an asynchronous event up to three times, and then counts it as a
 * dead letter.
 */
final class LocalFunctions implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 3;

    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final LocalDeadLetters deadLetters;
    private final ExecutorService queue = Executors.newCachedThreadPool(LocalThreads.named("function"));

    LocalFunctions(
            List<Template.DeclaredFunction> declared, Map<String, String> variables, LocalDeadLetters deadLetters) {
        this.deadLetters = deadLetters;
        for (Template.DeclaredFunction function : declared) {
            Map<String, String> all = new LinkedHashMap<>(function.variables());
            all.putAll(variables);
            functions.put(function.logicalId(), LocalFunction.load(function, Environment.of(all)));
        }
    }

    Set<String> logicalIds() {
        return functions.keySet();
    }

    Optional<LocalFunction> find(String logicalId) {
        return Optional.ofNullable(functions.get(logicalId));
    }

    /** Invokes a function and waits for its answer. */
    byte[] invoke(String logicalId, byte[] event) throws IOException {
        return find(logicalId).orElseThrow().invoke(event);
    }

    /** Invokes a function asynchronously. */
    void invokeLater(String logicalId, byte[] event) {
        LocalFunction function = find(logicalId).orElseThrow();
        queue.execute(() -> deliver(function, event));
    }

    /** Invokes a function up to three times, and waits. */
    void deliver(String logicalId, byte[] event) {
        deliver(find(logicalId).orElseThrow(), event);
    }

    private void deliver(LocalFunction function, byte[] event) {
        for (int attempt = 1; ; attempt++) {
            try {
                function.invoke(event);
                return;
            } catch (IOException | RuntimeException e) {
                if (attempt == MAX_ATTEMPTS) {
                    deadLetters.add(function.logicalId(), e.getMessage());
                    return;
                }
            }
        }
    }

    /** The function, for the queue that it reads. */
    LocalQueue.Target target(String logicalId) {
        return new LocalQueue.Target() {
            @Override
            public byte[] invoke(byte[] event) throws IOException {
                return LocalFunctions.this.invoke(logicalId, event);
            }

            @Override
            public void addDeadLetter(String body) {
                deadLetters.add(logicalId, "a message failed at every attempt");
            }
        };
    }

    @Override
    public void close() {
        LocalThreads.stop(queue);
    }
}
