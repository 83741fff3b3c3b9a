package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition or filter expression with bound placeholders. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html">DynamoDB
 *     condition expression CLI example</a>
 */
public final class Condition {

    private final Predicate predicate;
    private final List<Path> paths;

    private Condition(Predicate predicate, List<Path> paths) {
        this.predicate = predicate;
        this.paths = paths;
    }

    /**
     * Parses a condition.
     *
     * @param expressionKind the request's parameter, such as {@code ConditionExpression} or {@code FilterExpression}
     * @throws ValidationException if the expression is not valid
     */
    public static Condition parse(String expressionKind, String expression, Placeholders placeholders) {
        Problems problems = new Problems(expressionKind);
        ConditionParser parser = new ConditionParser(new TokenReader(expression, problems), problems, placeholders);
        Predicate predicate = parser.parse();
        problems.throwFirst();
        return new Condition(predicate, parser.paths());
    }

    /** Whether the item meets the condition. If no item exists, pass an empty one. */
    public boolean holds(Item item) {
        return predicate.holds(item);
    }

    /** Returns the top-level attributes in the expression. */
    public Set<String> attributes() {
        return paths.stream().map(Path::attribute).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the top-level attributes that the expression uses as lists or maps. Key attributes must not be among them. */
    public Set<String> nestedAttributes() {
        return paths.stream().filter(Path::isNested).map(Path::attribute).collect(Collectors.toUnmodifiableSet());
    }

    Predicate predicate() {
        return predicate;
    }
}
