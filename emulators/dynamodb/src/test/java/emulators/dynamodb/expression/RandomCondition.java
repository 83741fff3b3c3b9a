package emulators.dynamodb.expression;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Generates conditions as text, each with an equivalent Java predicate on items with integer and word attributes. The predicate is built independently, not parsed from the text.
 */
final class RandomCondition {

    static final List<String> ATTRIBUTES = List.of("a1", "b1", "c1", "d1");
    static final List<String> WORDS = List.of("", "a", "ab", "b", "ba");

    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    private final Random random;
    private final ObjectNode values = JsonNodeFactory.instance.objectNode();

    RandomCondition(Random random) {
        this.random = random;
    }

    /** A condition as text, the precedence of its outermost operator, and the equivalent predicate. */
    record Generated(String text, int binding, Predicate<Map<String, Object>> meaning) {

        private static final int OR = 1;
        private static final int AND = 2;
        private static final int NOT = 3;
        private static final int ATOM = 4;

        private String within(int binding) {
            return this.binding < binding ? "(" + text + ")" : text;
        }
    }

    /** Returns the placeholders in all texts generated so far. */
    ObjectNode values() {
        return values;
    }

    Generated generate(int depth) {
        int choice = depth == 0 ? 3 : random.nextInt(5);
        return switch (choice) {
            case 0 -> or(generate(depth - 1), generate(depth - 1));
            case 1 -> and(generate(depth - 1), generate(depth - 1));
            case 2 -> not(generate(depth - 1));
            default -> optionalParentheses(atom());
        };
    }

    private Generated or(Generated left, Generated right) {
        return new Generated(
                left.within(Generated.OR) + " " + keyword("OR") + " " + right.within(Generated.OR),
                Generated.OR,
                item -> left.meaning.test(item) || right.meaning.test(item));
    }

    private Generated and(Generated left, Generated right) {
        return new Generated(
                left.within(Generated.AND) + space() + keyword("AND") + " " + right.within(Generated.AND),
                Generated.AND,
                item -> left.meaning.test(item) && right.meaning.test(item));
    }

    private Generated not(Generated condition) {
        return new Generated(
                keyword("NOT") + " " + condition.within(Generated.NOT),
                Generated.NOT,
                item -> !condition.meaning.test(item));
    }

    private Generated optionalParentheses(Generated atom) {
        return random.nextInt(4) == 0 ? new Generated("(" + atom.text + ")", atom.binding, atom.meaning) : atom;
    }

    private Generated atom() {
        return switch (random.nextInt(6)) {
            case 0 -> exists();
            case 1 -> beginsWith();
            case 2 -> contains();
            case 3 -> between();
            case 4 -> in();
            default -> comparison();
        };
    }

    private Generated exists() {
        String name = attribute();
        boolean wanted = random.nextBoolean();
        String function = wanted ? "attribute_exists" : "attribute_not_exists";
        return atom(function + "(" + name + ")", item -> item.containsKey(name) == wanted);
    }

    private Generated beginsWith() {
        String name = attribute();
        String prefix = word();
        return atom(
                "begins_with(" + name + ", " + placeholder(prefix) + ")",
                item -> item.get(name) instanceof String text && text.startsWith(prefix));
    }

    private Generated contains() {
        String name = attribute();
        String part = word();
        return atom(
                "contains(" + name + "," + placeholder(part) + ")",
                item -> item.get(name) instanceof String text && text.contains(part));
    }

    private Generated between() {
        String name = attribute();
        int lower = number();
        int upper = lower + random.nextInt(4);
        return atom(
                name + " " + keyword("BETWEEN") + " " + placeholder(lower) + " " + keyword("AND") + " "
                        + placeholder(upper),
                item -> item.get(name) instanceof Integer value && value >= lower && value <= upper);
    }

    private Generated in() {
        String name = attribute();
        List<Object> candidates = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> scalar())
                .toList();
        String list = candidates.stream().map(this::placeholder).collect(Collectors.joining(", "));
        return atom(
                name + " " + keyword("IN") + " (" + list + ")",
                item -> item.containsKey(name) && candidates.contains(item.get(name)));
    }

    private Generated comparison() {
        String left = attribute();
        String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        if (random.nextInt(4) == 0) {
            String right = ATTRIBUTES.get((ATTRIBUTES.indexOf(left) + 1) % ATTRIBUTES.size());
            return atom(left + operator + right, item -> compare(operator, item.get(left), item.get(right)));
        }
        Object right = scalar();
        return random.nextBoolean()
                ? atom(left + space() + operator + placeholder(right), item -> compare(operator, item.get(left), right))
                : atom(placeholder(right) + " " + operator + left, item -> compare(operator, right, item.get(left)));
    }

    private static boolean compare(String operator, Object left, Object right) {
        if (operator.equals("=") || operator.equals("<>")) {
            boolean equal = left != null && left.equals(right);
            return equal == operator.equals("=");
        }
        if (left instanceof Integer a && right instanceof Integer b) {
            return ordered(operator, a.compareTo(b));
        }
        return left instanceof String a && right instanceof String b && ordered(operator, a.compareTo(b));
    }

    private static boolean ordered(String operator, int order) {
        return operator.startsWith("<") && order < 0
                || operator.startsWith(">") && order > 0
                || operator.endsWith("=") && order == 0;
    }

    private static Generated atom(String text, Predicate<Map<String, Object>> meaning) {
        return new Generated(text, Generated.ATOM, meaning);
    }

    private String placeholder(Object value) {
        String name = ":v" + values.size();
        ObjectNode json = values.putObject(name);
        if (value instanceof Integer number) {
            json.put("N", number + (random.nextBoolean() ? "" : ".0"));
        } else {
            json.put("S", (String) value);
        }
        return random.nextInt(5) == 0 ? "(" + name + ")" : name;
    }

    private String attribute() {
        return ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
    }

    private Object scalar() {
        return random.nextBoolean() ? (Object) number() : word();
    }

    private int number() {
        return random.nextInt(7) - 3;
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String keyword(String keyword) {
        return random.nextBoolean() ? keyword : keyword.toLowerCase(Locale.ROOT);
    }

    private String space() {
        return " \t\n".substring(random.nextInt(3)).substring(0, 1);
    }
}
