package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one row, attribute by attribute. It collects every problem instead of throwing, so that a person fixes a row once. */
public final class RowReader {
    private final Map<String, WrittenValue> written;
    private final List<String> problems = new ArrayList<>();

    public RowReader(Map<String, WrittenValue> written) {
        this.written = Map.copyOf(written);
    }

    /** What is wrong with the attributes read so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Adds a problem that the caller found. */
    public void problem(String problem) {
        problems.add(problem);
    }

    /** The attribute as written, to name the row by. */
    public String title(String attribute) {
        return written.get(attribute) instanceof WrittenValue.Text text ? text.text() : "(no " + attribute + ")";
    }

    /** The parsed text; its absence is a problem too. */
    public <T> Optional<T> required(String attribute, Function<String, T> parse) {
        if (!written.containsKey(attribute)) {
            problems.add(attribute + " is missing");
        }
        return optional(attribute, parse);
    }

    /** The parsed text; empty when the attribute is absent or invalid. */
    public <T> Optional<T> optional(String attribute, Function<String, T> parse) {
        return value(attribute, WrittenValue.Text.class, "a text")
                .flatMap(text -> parsed(attribute, text.text(), parse));
    }

    /** As {@link #required}, of a number or a text with its digits. */
    public <T> Optional<T> requiredNumber(String attribute, Function<String, T> parse) {
        if (!written.containsKey(attribute)) {
            problems.add(attribute + " is missing");
        }
        return optionalNumber(attribute, parse);
    }

    /** As {@link #optional}, of a number or a text with its digits. */
    public <T> Optional<T> optionalNumber(String attribute, Function<String, T> parse) {
        return written.get(attribute) instanceof WrittenValue.Numeral number
                ? parsed(attribute, number.digits(), parse)
                : optional(attribute, parse);
    }

    /** The texts that could be parsed, each once; empty when the attribute is absent or invalid. */
    public <T> Optional<SortedSet<T>> several(String attribute, Function<String, T> parse) {
        return value(attribute, WrittenValue.Texts.class, "a set or list of texts")
                .map(texts -> {
                    SortedSet<T> all = new TreeSet<>();
                    texts.texts().forEach(text -> parsed(attribute, text, parse).ifPresent(all::add));
                    return all;
                });
    }

    /** The texts by name; none when the attribute is absent or invalid. */
    public SortedMap<String, String> pairs(String attribute) {
        return value(attribute, WrittenValue.Pairs.class, "a map of texts")
                .map(pairs -> new TreeMap<>(pairs.pairs()))
                .orElseGet(TreeMap::new);
    }

    private <V extends WrittenValue> Optional<V> value(String attribute, Class<V> type, String expected) {
        WrittenValue value = written.get(attribute);
        if (value != null && !type.isInstance(value)) {
            problems.add(attribute + " is " + value.description() + ": expected " + expected);
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    /** The parsed value of an attribute; empty when it is invalid. */
    public <V, T> Optional<T> parsed(String attribute, V value, Function<V, T> parse) {
        try {
            return Optional.of(parse.apply(value));
        } catch (MalformedException e) {
            problems.add(attribute + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
