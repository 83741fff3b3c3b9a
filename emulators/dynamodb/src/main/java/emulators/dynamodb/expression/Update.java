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
import java.util.stream.Collectors;

/**
 * An update expression with its placeholders bound. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Using
 *     update expressions in DynamoDB</a>
 */
public final class Update {

    private final List<UpdateAction> actions;
    private final List<Path> paths;
    private final PathTree tree;

    private Update(List<UpdateAction> actions, List<Path> paths, PathTree tree) {
        this.actions = List.copyOf(actions);
        this.paths = List.copyOf(paths);
        this.tree = tree;
    }

    /** @throws ValidationException if the expression is not valid */
    public static Update parse(String expression, Placeholders placeholders) {
        Problems problems = new Problems("UpdateExpression");
        List<UpdateAction> actions =
                new UpdateParser(new TokenReader(expression, problems), problems, placeholders).parse();
        List<Path> paths = actions.stream().map(UpdateAction::path).toList();
        PathTree tree = PathTree.of(paths, problems);
        problems.throwFirst();
        return new Update(actions, paths, tree);
    }

    /**
     * Applies all actions to the item at once: each sees the item as it was before the update.
     *
     * @param before the item with its key; where none exists yet, the attributes of the key alone
     * @throws ValidationException if the item does not have what an action needs, or what comes out is not valid
     */
    public Updated apply(Item before) {
        Item after = new ItemEditor(before, actions).edited(tree);
        if (paths.stream().anyMatch(Path::isNested)) {
            AttributeValues.checkNesting(after);
        }
        return new Updated(before, after, Projection.to(paths, tree));
    }

    /** The top-level attributes that the update changes, wholly or in part. */
    public Set<String> topLevelAttributes() {
        return paths.stream().map(Path::attribute).collect(Collectors.toUnmodifiableSet());
    }
}
