package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Parentheses;
import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Stage;
import emulators.dynamodb.expression.syntax.Token;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.expression.syntax.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses conditions by recursive descent: comparisons bind strongest, then {@code NOT}, {@code AND}, and {@code OR}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Condition
 *     and filter expressions, operators, and functions in DynamoDB</a>
 */
final class ConditionParser {

    private static final int MAX_OPERATORS = 300;

    private final TokenReader tokens;
    private final Problems problems;
    private final OperandParser operands;
    private final FunctionParser functions;
    private final OperandChecks checks;
    private int operators;

    ConditionParser(TokenReader tokens, Problems problems, Placeholders placeholders) {
        this.tokens = tokens;
        this.problems = problems;
        this.operands = new OperandParser(tokens, problems, Stage.OPERANDS, placeholders);
        this.checks = new OperandChecks(problems);
        this.functions = new FunctionParser(problems, checks);
    }

    /** Parses the whole expression. */
    Predicate parse() {
        Predicate predicate = predicate(disjunction());
        tokens.expect(TokenKind.END);
        if (operators > MAX_OPERATORS) {
            problems.report(
                    Stage.SIZE, "The expression contains too many operators; operator count: " + (MAX_OPERATORS + 1));
        }
        return predicate;
    }

    /** Returns all paths of the expression, in text order. */
    List<Path> paths() {
        return operands.paths();
    }

    private Term disjunction() {
        Term first = conjunction();
        if (!tokens.peek().isKeyword("OR")) {
            return first;
        }
        List<Predicate> parts = new ArrayList<>();
        parts.add(predicate(first));
        while (tokens.acceptKeyword("OR")) {
            operators++;
            parts.add(predicate(conjunction()));
        }
        return new Term.Complete(new Predicate.Or(parts));
    }

    private Term conjunction() {
        Term first = negation();
        if (!tokens.peek().isKeyword("AND")) {
            return first;
        }
        List<Predicate> parts = new ArrayList<>();
        parts.add(predicate(first));
        while (tokens.acceptKeyword("AND")) {
            operators++;
            parts.add(predicate(negation()));
        }
        return new Term.Complete(new Predicate.And(parts));
    }

    private Term negation() {
        int negations = 0;
        while (tokens.acceptKeyword("NOT")) {
            operators++;
            negations++;
        }
        Term term = comparison();
        if (negations == 0) {
            return term;
        }
        Predicate predicate = predicate(term);
        for (int i = 0; i < negations; i++) {
            predicate = new Predicate.Not(predicate);
        }
        return new Term.Complete(predicate);
    }

    private Term comparison() {
        Term left = primary();
        if (left instanceof Term.Complete) {
            return left;
        }
        Optional<Comparison> comparison = Comparison.of(tokens.peek());
        if (comparison.isPresent()) {
            tokens.next();
            return new Term.Complete(compare(comparison.get(), operand(left)));
        }
        if (tokens.acceptKeyword("BETWEEN")) {
            return new Term.Complete(between(operand(left)));
        }
        if (tokens.acceptKeyword("IN")) {
            return new Term.Complete(in(operand(left)));
        }
        return left;
    }

    private Predicate compare(Comparison comparison, Operand left) {
        operators++;
        Operand right = operand();
        checks.compare(comparison, left, right);
        return new OperatorCall.Compare(comparison, left, right);
    }

    private Predicate between(Operand operand) {
        operators++;
        Operand lower = operand();
        tokens.expectKeyword("AND");
        Operand upper = operand();
        checks.between(operand, lower, upper);
        return new OperatorCall.Between(operand, lower, upper);
    }

    private Predicate in(Operand operand) {
        operators++;
        List<Operand> candidates = operands.arguments(this::operand);
        checks.in(operand, candidates);
        return new OperatorCall.In(operand, candidates);
    }

    /** Parses a group in parentheses, which can be a condition or an operand, or a term without parentheses. */
    private Term primary() {
        Parentheses parentheses = operands.parentheses();
        if (!parentheses.isNext()) {
            return term();
        }
        int group = parentheses.open();
        Term term = disjunction();
        parentheses.close(group);
        return term;
    }

    private Operand operand() {
        Parentheses parentheses = operands.parentheses();
        if (!parentheses.isNext()) {
            return operand(term());
        }
        int group = parentheses.open();
        Operand operand = operand();
        parentheses.close(group);
        return operand;
    }

    private Term term() {
        if (operands.isFunctionNext()) {
            operators++;
            Token name = tokens.next();
            return functions.term(name, () -> operands.arguments(this::operand));
        }
        if (tokens.peek().kind() == TokenKind.VALUE) {
            return new Term.Plain(new Operand.Constant(operands.value()));
        }
        return new Term.Plain(new Operand.Reference(operands.path()));
    }

    private Operand operand(Term term) {
        if (term instanceof Term.Plain plain) {
            return plain.operand();
        }
        if (term instanceof Term.SizeCall size) {
            return size.operand();
        }
        if (term instanceof Term.ConditionCall call) {
            return functions.misusedAsOperand(call);
        }
        throw tokens.syntaxError();
    }

    private Predicate predicate(Term term) {
        if (term instanceof Term.Complete whole) {
            return whole.predicate();
        }
        if (term instanceof Term.ConditionCall call) {
            return call.predicate();
        }
        if (term instanceof Term.SizeCall size) {
            return functions.misusedAsCondition(size);
        }
        throw tokens.syntaxError();
    }
}
