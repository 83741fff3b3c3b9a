package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The filters that a list supports. An entry passes if it matches at least one value of every filter.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Filter.html">Filter</a>
 */
public final class Filters<T> {

    private final Map<String, Function<T, Optional<String>>> fields = new TreeMap<>();

    public Filters<T> by(String name, Function<T, Optional<String>> field) {
        fields.put(name, field);
        return this;
    }

    public Predicate<T> in(JsonNode input) throws InvalidValueException {
        Predicate<T> passes = entry -> true;
        List<JsonNode> filters = Json.elements(input, "filters");
        for (int i = 0; i < filters.size(); i++) {
            passes = passes.and(filter("filters[" + i + "]", filters.get(i)));
        }
        return passes;
    }

    private Predicate<T> filter(String place, JsonNode filter) {
        String name = Json.text(filter, "name")
                .orElseThrow(() -> InvalidValueException.at(place + ".name", "It is required."));
        List<String> values = Json.texts(filter, "values");
        if (values.isEmpty()) {
            throw InvalidValueException.at(place + ".values", "It is required.");
        }
        Function<T, Optional<String>> field = fields.get(name);
        if (field == null) {
            throw InvalidValueException.at(place + ".name", "It must be one of " + fields.keySet() + ".");
        }
        return entry -> field.apply(entry).filter(values::contains).isPresent();
    }
}
