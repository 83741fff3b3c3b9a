package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            s, #n                  | {'s':{'S':'x'},'n':{'N':'5'}}
            zz                     | {}
            m.zz, l[9], zz.a       | {}
            n.x                    | {}
            m[0]                   | {}
            l.k                    | {}
            l[2], l[0]             | {'l':{'L':[{'S':'a'},{'M':{'k':{'S':'v'}}}]}}
            l[2].k                 | {'l':{'L':[{'M':{'k':{'S':'v'}}}]}}
            l[0].k, l[1]           | {'l':{'L':[{'N':'1'}]}}
            m.c.d, #m.a            | {'m':{'M':{'a':{'N':'1'},'c':{'M':{'d':{'S':'e'}}}}}}
            m.b[0], m.b[5], s      | {'m':{'M':{'b':{'L':[{'S':'q'}]}}},'s':{'S':'x'}}
            #dot                   | {}
            """)
    void takesOnlyWhatThePathsLeadTo(String expression, String parts) {
        assertThat(parse(expression).apply(Given.item())).isEqualTo(AttributeValues.parseItem(Given.json(parts)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~            | The expression can not be empty;
            !!!           | Syntax error; token: "!", near: "!!"
            s,            | Syntax error; token: "<EOF>", near: ","
            s n           | Syntax error; token: "n", near: "s n"
            size(s)       | Syntax error; token: "(", near: "size(s"
            (s)           | Syntax error; token: "(", near: "(s"
            s, :s         | Syntax error; token: ":s", near: ", :s"
            *             | Syntax error; token: "*", near: "*"
            status        | Attribute name is a reserved keyword; reserved keyword: status
            s, #zz        | An expression attribute name used in the document path is not defined; attribute name: #zz
            #zz, status   | Attribute name is a reserved keyword; reserved keyword: status
            s, s          | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [s], path two: [s]
            #n, n         | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]
            m, m.a        | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, a]
            m.c.d, m.c    | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, c, d], path two: [m, c]
            l[0], l       | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l]
            m.a, m[0]     | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m, [0]]
            l[0], l.a     | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l, a]
            """)
    void refusesPathsThatCannotBeTakenTogether(String expression, String problem) {
        assertThatThrownBy(() -> parse(expression))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Invalid ProjectionExpression: " + problem);
    }

    @Test
    void listsTheAttributesThatItMentions() {
        Projection projection = parse("m.a, l[0], s");

        assertThat(projection.attributes()).containsExactlyInAnyOrder("m", "l", "s");
        assertThat(projection.nestedAttributes()).containsExactlyInAnyOrder("m", "l");
    }

    private static Projection parse(String expression) {
        return Projection.parse("ProjectionExpression", expression, Given.placeholders());
    }
}
