package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {

    private static final String MISSING =
            "The provided expression refers to an attribute that does not exist in the item";
    private static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";
    private static final String NO_PLACE = "The document path provided in the update expression is invalid for update";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SET a = :s                                       | {'a':{'S':'x'}}
            SET #s = :t                                      | {'status':{'BOOL':true}}
            set a = :s remove s                              | {'a':{'S':'x'},'s':null}
            SET n = n + :half                                | {'n':{'N':'5.5'}}
            SET a=:n-:two                                    | {'a':{'N':'-1'}}
            SET a = (:n + :two)                              | {'a':{'N':'3'}}
            SET a = (:n) + (:two)                            | {'a':{'N':'3'}}
            SET a = n + n                                    | {'a':{'N':'10'}}
            SET a = if_not_exists(zz, :n) + :two             | {'a':{'N':'3'}}
            SET a = ((if_not_exists(zz, :n)) + :two)         | {'a':{'N':'3'}}
            SET n = if_not_exists(n, :n)                     | {}
            SET a = if_not_exists(n, zz)                     | {'a':{'N':'5'}}
            SET a = if_not_exists(zz, if_not_exists(yy, :s)) | {'a':{'S':'x'}}
            SET a = list_append(:l, m.b)                     | {'a':{'L':[{'S':'z'},{'S':'q'}]}}
            SET a = list_append(if_not_exists(zz, :l), :l)   | {'a':{'L':[{'S':'z'},{'S':'z'}]}}
            SET a = m.b[0]                                   | {'a':{'S':'q'}}
            SET a = n, n = :s                                | {'a':{'N':'5'},'n':{'S':'x'}}
            SET a = n REMOVE n                               | {'a':{'N':'5'},'n':null}
            SET m.a = :two                                   | {'m':{'M':{'a':{'N':'2'},'b':{'L':[{'S':'q'}]},'c':{'M':{'d':{'S':'e'}}}}}}
            SET m.c.z = :s, m.c.d = :n REMOVE m.a, m.b       | {'m':{'M':{'c':{'M':{'d':{'N':'1'},'z':{'S':'x'}}}}}}
            SET l[0] = l[1], l[1] = l[0]                     | {'l':{'L':[{'N':'1'},{'S':'a'},{'M':{'k':{'S':'v'}}}]}}
            SET l[9] = :s, l[7] = :n                         | {'l':{'L':[{'S':'a'},{'N':'1'},{'M':{'k':{'S':'v'}}},{'N':'1'},{'S':'x'}]}}
            SET l[2].k = :n                                  | {'l':{'L':[{'S':'a'},{'N':'1'},{'M':{'k':{'N':'1'}}}]}}
            SET l[3] = :s REMOVE l[0]                        | {'l':{'L':[{'N':'1'},{'M':{'k':{'S':'v'}}},{'S':'x'}]}}
            REMOVE l[1], l[0]                                | {'l':{'L':[{'M':{'k':{'S':'v'}}}]}}
            REMOVE l[9], zz, m.zz                            | {}
            ADD n :n                                         | {'n':{'N':'6'}}
            ADD zz :n                                        | {'zz':{'N':'1'}}
            ADD zz :ss                                       | {'zz':{'SS':['a','b']}}
            ADD ss :ac                                       | {'ss':{'SS':['a','b','c']}}
            ADD ns :ns                                       | {'ns':{'NS':['1','2','3']}}
            ADD bs :bs                                       | {'bs':{'BS':['YQ==','Yg==']}}
            ADD m.q :n, l[9] :n                              | {'m':{'M':{'a':{'N':'1'},'q':{'N':'1'},'b':{'L':[{'S':'q'}]},'c':{'M':{'d':{'S':'e'}}}}},'l':{'L':[{'S':'a'},{'N':'1'},{'M':{'k':{'S':'v'}}},{'N':'1'}]}}
            DELETE ss :ac                                    | {'ss':{'SS':['b']}}
            DELETE ss :ss                                    | {'ss':null}
            DELETE zz :ss, m.q :ss, l[9] :ss                 | {}
            """)
    void changesOnlyWhatTheActionsName(String expression, String changes) {
        Item updated = update(expression).apply(Given.item()).item();

        assertThat(updated).isEqualTo(with(changes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET a = zz                             | MISSING
            SET a = m.zz + :n                      | MISSING
            SET a = if_not_exists(zz, yy)          | MISSING
            SET a = list_append(zz, :l)            | MISSING
            SET a = s, b = a                       | MISSING
            SET a = s + :n                         | WRONG_TYPE
            SET a = if_not_exists(zz, :s) + :n     | WRONG_TYPE
            SET a = list_append(n, :l)             | WRONG_TYPE
            ADD n :ss                              | WRONG_TYPE
            ADD s :n                               | WRONG_TYPE
            ADD ss :ns                             | WRONG_TYPE
            ADD l :n                               | WRONG_TYPE
            DELETE ss :ns                          | WRONG_TYPE
            DELETE n :ss                           | WRONG_TYPE
            SET zz.b = :s                          | NO_PLACE
            SET m.zz.y = :s                        | NO_PLACE
            SET zz[0] = :s                         | NO_PLACE
            SET m[0] = :s                          | NO_PLACE
            SET l.x = :s                           | NO_PLACE
            SET n.x = :s                           | NO_PLACE
            SET m.b[5].x = :s                      | NO_PLACE
            SET a = m, a2.x = :s                   | NO_PLACE
            REMOVE zz.b                            | NO_PLACE
            REMOVE n[0]                            | NO_PLACE
            ADD zz.q :n                            | NO_PLACE
            DELETE zz.q :ss                        | NO_PLACE
            """)
    void refusesItemsThatDoNotHaveWhatAnActionNeeds(String expression, String problem) {
        String message =
                switch (problem) {
                    case "MISSING" -> MISSING;
                    case "WRONG_TYPE" -> WRONG_TYPE;
                    default -> NO_PLACE;
                };

        assertThatThrownBy(() -> update(expression).apply(Given.item()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SET a = :s, n = :n     | {'n':{'N':'5'}}                          | {'a':{'S':'x'},'n':{'N':'1'}}
            SET m.a = :two         | {'m':{'M':{'a':{'N':'1'}}}}              | {'m':{'M':{'a':{'N':'2'}}}}
            SET l[9] = :s          | {}                                       | {}
            REMOVE n, m.a          | {'n':{'N':'5'},'m':{'M':{'a':{'N':'1'}}}} | {}
            ADD ss :ac             | {'ss':{'SS':['a','b']}}                  | {'ss':{'SS':['a','b','c']}}
            DELETE ss :ss          | {'ss':{'SS':['a','b']}}                  | {}
            """)
    void answersWhatWasAndIsAtItsPaths(String expression, String old, String now) {
        Updated updated = update(expression).apply(Given.item());

        assertThat(updated.updatedOld()).isEqualTo(AttributeValues.parseItem(Given.json(old)));
        assertThat(updated.updatedNew()).isEqualTo(AttributeValues.parseItem(Given.json(now)));
    }

    @Test
    void createsAttributesWhereNoItemExists() {
        Update update = update("SET a = if_not_exists(a, :n) ADD b :two REMOVE c");

        assertThat(update.apply(Item.empty()).item())
                .isEqualTo(AttributeValues.parseItem(Given.json("{'a':{'N':'1'},'b':{'N':'2'}}")));
        assertThat(update.topLevelAttributes()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void refusesToNestTooDeeply() {
        String deep = "{'M':{'n':".repeat(31) + "{'S':'leaf'}" + "}}".repeat(31);
        Placeholders placeholders = Placeholders.of(Given.json("null"), Given.json("{':deep':" + deep + "}"));
        Update update = Update.parse("SET m.q = :deep", placeholders);

        assertThatThrownBy(() -> update.apply(Given.item()))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Nesting Levels have exceeded supported limits");
    }

    private static Update update(String expression) {
        return Update.parse(expression, Given.placeholders());
    }

    private static Item with(String changes) {
        ObjectNode json = Given.item().toJson();
        Given.json(changes).properties().forEach(change -> {
            if (change.getValue().isNull()) {
                json.remove(change.getKey());
            } else {
                json.set(change.getKey(), change.getValue());
            }
        });
        return AttributeValues.parseItem(json);
    }
}
