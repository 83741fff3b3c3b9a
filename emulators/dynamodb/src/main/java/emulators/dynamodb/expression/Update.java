package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.PathTree;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.List;
import java.util.Set;

/**
 * An update expression with bound placeholders. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Using
 *     update expressions in DynamoDB</a>
 */
public final class Update {

    private final List<UpdateAction> actions;
    private final PathTree tree;
    private final Projection touched;

    private Update(List<UpdateAction> actions, PathTree tree, Projection touched) {
        this.actions = List.copyOf(actions);
        this.tree = tree;
        this.touched = touched;
    }

    /** @throws ValidationException if the expression is not valid */
    public static Update parse(String expression, Placeholders placeholders) {
        Problems problems = new Problems("UpdateExpression");
        List<UpdateAction> actions =
                new UpdateParser(new TokenReader(expression, problems), problems, placeholders).parse();
        List<Path> paths = actions.stream().map(UpdateAction::path).toList();
        PathTree tree = PathTree.of(paths, problems);
        problems.throwFirst();
        return new Update(actions, tree, Projection.to(paths, tree));
    }

    /**
     * Applies all actions to the item. Each action sees the item before the update.
     *
     * @param before the item including its key; if it does not exist, only the key attributes
     * @throws ValidationException if the item does not contain what an action needs, or the result is invalid
     */
    public Updated apply(Item before) {
        Item after = new ItemEditor(before, actions).edited(tree);
        if (!touched.nestedAttributes().isEmpty()) {
            AttributeValues.checkNesting(after);
        }
        return new Updated(before, after, touched);
    }

    /** Returns the top-level attributes that the update changes, fully or partly. */
    public Set<String> topLevelAttributes() {
        return touched.attributes();
    }
}
