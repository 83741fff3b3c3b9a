package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.PathTree;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Stage;
import emulators.dynamodb.expression.syntax.Step;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.MapValue;
import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A projection expression with bound placeholders: selects the requested parts of an item. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html">Using
 *     projection expressions in DynamoDB</a>
 */
public final class Projection {

    private final PathTree tree;
    private final Set<String> attributes;
    private final Set<String> nestedAttributes;

    private Projection(List<Path> paths, PathTree tree) {
        this.tree = tree;
        this.attributes = paths.stream().map(Path::attribute).collect(Collectors.toUnmodifiableSet());
        this.nestedAttributes =
                paths.stream().filter(Path::isNested).map(Path::attribute).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Parses a projection.
     *
     * @param expressionKind the request's parameter, currently always {@code ProjectionExpression}
     * @throws ValidationException if the expression is not valid
     */
    public static Projection parse(String expressionKind, String expression, Placeholders placeholders) {
        Problems problems = new Problems(expressionKind);
        TokenReader tokens = new TokenReader(expression, problems);
        OperandParser operands = new OperandParser(tokens, problems, Stage.NAMES, placeholders);
        List<Path> paths = operands.list(operands::path);
        tokens.expect(TokenKind.END);
        PathTree tree = PathTree.of(paths, problems);
        problems.throwFirst();
        return new Projection(paths, tree);
    }

    /** Returns the projection to these paths, which must not overlap or conflict. */
    static Projection to(List<Path> paths, PathTree tree) {
        return new Projection(paths, tree);
    }

    /** Returns the selected parts of the item. Selected list elements are compacted, in index order. */
    public Item apply(Item item) {
        return Item.of(members(item.attributes(), tree));
    }

    /** Returns the top-level attributes in the expression. */
    public Set<String> attributes() {
        return attributes;
    }

    /** Returns the top-level attributes that the expression uses as lists or maps. Key attributes must not be among them. */
    public Set<String> nestedAttributes() {
        return nestedAttributes;
    }

    private static Optional<AttributeValue> part(AttributeValue value, PathTree node) {
        if (node.isLeaf()) {
            return Optional.of(value);
        }
        if (value instanceof MapValue map && !node.leadsToElements()) {
            return Optional.of(members(map.members(), node))
                    .filter(members -> !members.isEmpty())
                    .map(MapValue::new);
        }
        if (value instanceof ListValue list && node.leadsToElements()) {
            return Optional.of(elements(list.elements(), node))
                    .filter(elements -> !elements.isEmpty())
                    .map(ListValue::new);
        }
        return Optional.empty();
    }

    private static Map<String, AttributeValue> members(Map<String, AttributeValue> members, PathTree node) {
        Map<String, AttributeValue> parts = new LinkedHashMap<>();
        for (Map.Entry<Step, PathTree> child : node.children().entrySet()) {
            String name = child.getKey().name();
            Optional.ofNullable(members.get(name))
                    .flatMap(value -> part(value, child.getValue()))
                    .ifPresent(part -> parts.put(name, part));
        }
        return parts;
    }

    private static List<AttributeValue> elements(List<AttributeValue> elements, PathTree node) {
        List<AttributeValue> parts = new ArrayList<>();
        for (Map.Entry<Step, PathTree> child : node.children().entrySet()) {
            int index = child.getKey().index();
            if (index < elements.size()) {
                part(elements.get(index), child.getValue()).ifPresent(parts::add);
            }
        }
        return parts;
    }
}
