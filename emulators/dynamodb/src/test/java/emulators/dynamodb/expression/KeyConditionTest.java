package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emulators.dynamodb.expression.KeyAttributes.KeyAttribute;
import emulators.dynamodb.expression.KeyRange.Operator;
import emulators.dynamodb.value.StringValue;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyConditionTest {

    private static final KeyAttribute PARTITION = new KeyAttribute("p", "S");
    private static final KeyAttributes COMPOSITE =
            new KeyAttributes(PARTITION, Optional.of(new KeyAttribute("s", "S")));
    private static final KeyAttributes SIMPLE = new KeyAttributes(PARTITION, Optional.empty());
    private static final KeyAttributes NUMERIC = new KeyAttributes(PARTITION, Optional.of(new KeyAttribute("s", "N")));

    @ParameterizedTest
    @ValueSource(strings = {"p = :s", "(p = :s)", ":s = p", "(p) = (:s)"})
    void takesThePartitionKeysValue(String expression) {
        KeyCondition condition = parse(expression, SIMPLE);

        assertThat(condition.partitionValue()).isEqualTo(new StringValue("x"));
        assertThat(condition.sort()).isEmpty();
        assertThat(parse(expression, COMPOSITE)).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s = :ab                 | EQUAL            | ab      | a, abc, b
            s < :ab                 | LESS             | a       | ab, abc, b
            s <= :ab                | LESS_OR_EQUAL    | a, ab   | abc, b
            s > :ab                 | GREATER          | abc, b  | a, ab
            s >= :ab                | GREATER_OR_EQUAL | ab, b   | a
            :ab < s                 | GREATER          | abc, b  | a, ab
            :ab >= s                | LESS_OR_EQUAL    | a, ab   | abc, b
            s BETWEEN :a AND :ab    | BETWEEN          | a, ab   | abc, b
            begins_with(s, :ab)     | BEGINS_WITH      | ab, abc | a, b
            """)
    void limitsTheSortKeyToARange(String sort, Operator operator, String inside, String outside) {
        for (String expression : new String[] {"p = :s AND " + sort, sort + " AND (p = :s)"}) {
            KeyRange range = parse(expression, COMPOSITE).sort().orElseThrow();

            assertThat(range.operator()).isEqualTo(operator);
            assertThat(inside.split(", ")).allMatch(text -> range.contains(new StringValue(text)));
            assertThat(outside.split(", ")).noneMatch(text -> range.contains(new StringValue(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"((p = :s) AND (s = :a))", "(p = :s AND (s = :a))", "(p = :s) AND (s = :a)", "p = :s and s = :a"
            })
    void groupsByParentheses(String expression) {
        assertThat(parse(expression, COMPOSITE).sort()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                  | Invalid KeyConditionExpression: The expression can not be empty;
            p                                   | Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "p"
            ((p = :s))                          | Invalid KeyConditionExpression: The expression has redundant parentheses;
            p = :zz                             | Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :zz
            foo(p)                              | Invalid KeyConditionExpression: Invalid function name; function: foo
            p = :s AND s BETWEEN :s AND :ab     | Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {S:ab}
            p = :s OR s = :a                    | Invalid operator used in KeyConditionExpression: OR
            p = :s AND NOT s = :a               | Invalid operator used in KeyConditionExpression: NOT
            p = :s AND s <> :a                  | Invalid operator used in KeyConditionExpression: <>
            p IN (:s)                           | Invalid operator used in KeyConditionExpression: IN
            p = :s AND contains(s, :a)          | Invalid operator used in KeyConditionExpression: contains
            p = :s AND attribute_exists(s)      | Invalid operator used in KeyConditionExpression: attribute_exists
            p = :s AND size(s) = :n             | KeyConditionExpressions cannot contain nested operations
            p = :s AND s.a = :a                 | KeyConditionExpressions cannot have conditions on nested attributes
            p = :s AND s > :a AND s < :s        | KeyConditionExpressions must only contain one condition per key
            p = :s AND p = :a                   | KeyConditionExpressions must only contain one condition per key
            p = :s AND s = :a AND a = :a        | Conditions can be of length 1 or 2 only
            p = s                               | Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition
            :s = :a                             | Invalid condition in KeyConditionExpression: No key attribute specified
            p = :s AND begins_with(:a, s)       | Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand
            p = :s AND :a BETWEEN s AND :s      | Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand
            s = :a                              | Query condition missed key schema element: p
            a = :a AND s = :a                   | Query condition missed key schema element: p
            p = :s AND a = :a                   | Query condition missed key schema element: s
            p > :s                              | Query key condition not supported
            p BETWEEN :a AND :s                 | Query key condition not supported
            begins_with(p, :s) AND s = :a       | Query key condition not supported
            p = :n                              | One or more parameter values were invalid: Condition parameter type does not match schema type
            p > :n                              | One or more parameter values were invalid: Condition parameter type does not match schema type
            p = :s AND s = :nul                 | One or more parameter values were invalid: Condition parameter type does not match schema type
            p = :empty                          | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p
            p = :s AND s > :empty               | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: s
            """)
    void refusesWhatDoesNotFitTheKey(String expression, String message) {
        assertRefused(expression, COMPOSITE, message);
    }

    @Test
    void refusesASecondConditionWhereThereIsNoSortKey() {
        assertRefused("p = :s AND a = :a", SIMPLE, "Query key condition not supported");
        assertRefused("a = :a", SIMPLE, "Query condition missed key schema element: p");
    }

    @Test
    void refusesPrefixesOfNumbers() {
        assertRefused(
                "p = :s AND begins_with(s, :a)",
                NUMERIC,
                "One or more parameter values were invalid: Condition parameter type does not match schema type");
    }

    private static void assertRefused(String expression, KeyAttributes key, String message) {
        assertThatThrownBy(() -> parse(expression, key))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    private static KeyCondition parse(String expression, KeyAttributes key) {
        return KeyCondition.parse(expression, Given.placeholders(), key);
    }
}
