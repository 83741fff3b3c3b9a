package emulators.imagebuilder.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import emulators.wire.shape.Shape;
import emulators.wire.shape.ShapeTable;
import emulators.wire.shape.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The supported part of Image Builder's API model, from {@code api-model.txt}. */
public final class ApiModel {

    private static final ShapeTable TABLE = read();

    private static final Map<String, Route> ROUTES = TABLE.notes().entrySet().stream()
            .map(operation -> Route.of(operation.getKey(), operation.getValue()))
            .collect(Collectors.toUnmodifiableMap(Route::operation, Function.identity()));

    private ApiModel() {}

    private static ShapeTable read() {
        try (InputStream text = ApiModel.class.getResourceAsStream("api-model.txt")) {
            return ShapeTable.read(new String(text.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all operations. */
    public static Set<String> operations() {
        return ROUTES.keySet();
    }

    /** Returns the operation for a method and an encoded path. */
    public static Optional<Route> find(String method, String path) {
        return ROUTES.values().stream()
                .filter(route -> route.matches(method, path))
                .findFirst();
    }

    public static Route route(String operation) {
        return ROUTES.get(operation);
    }

    /** Returns the input shape of an operation. */
    public static Structure input(String operation) {
        return TABLE.structure(operation);
    }

    public static Shape shape(String name) {
        return TABLE.shape(name);
    }
}
