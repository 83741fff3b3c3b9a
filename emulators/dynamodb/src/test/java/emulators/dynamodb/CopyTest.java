package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopyTest {

    private final InMemory db = new InMemory();

    @Test
    void aCopyIsEqualUntilOneOfThemChangesAndDoesNotSeeTheOther() {
        db.putThing("a", 1);
        DynamoDb copy = db.dynamoDb().copy();
        assertThat(copy).isEqualTo(db.dynamoDb()).hasSameHashCodeAs(db.dynamoDb());

        db.putThing("b", 1);

        assertThat(copy).isNotEqualTo(db.dynamoDb());
        assertThat(copy.contents().get("things")).hasSize(1);
        assertThat(db.dynamoDb().contents().get("things")).hasSize(2);
    }

    @Test
    void equalContentsAreEqualAfterAnyChanges() {
        DynamoDb start = db.dynamoDb().copy();
        db.putThing("a", 1);
        db.putThing("b", 2);
        db.putThing("a", 3);
        DynamoDb other = start.copy();
        other.call("PutItem", InMemory.json("{'TableName':'things','Item':{'d':{'S':'xx'},'id':{'S':'b'}}}"));
        other.call("PutItem", InMemory.json("{'TableName':'things','Item':{'d':{'S':'xxx'},'id':{'S':'a'}}}"));

        assertThat(other).isEqualTo(db.dynamoDb()).hasSameHashCodeAs(db.dynamoDb());
        assertThat(start).isNotEqualTo(other);
    }

    @Test
    void statesAreFoundAgainInASet() {
        Random random = new Random(42);
        Set<DynamoDb> seen = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            DynamoDb next = db.dynamoDb().copy();
            for (String id : List.of("a", "b", "c")) {
                if (random.nextBoolean()) {
                    next.call("PutItem", InMemory.json("{'TableName':'things','Item':{'id':{'S':'" + id + "'}}}"));
                }
            }
            seen.add(next);
        }

        assertThat(seen).hasSize(8);
    }

    @Test
    void aRefusedCallChangesNothing() {
        db.putThing("a", 1);
        DynamoDb before = db.dynamoDb().copy();

        db.refused("PutItem", "{'TableName':'things','Item':{'id':{'N':'1'}}}");
        db.refused("TransactWriteItems", """
                {'TransactItems':[{'Delete':{'TableName':'things','Key':{'id':{'S':'a'}}}},
                                  {'Delete':{'TableName':'things','Key':{'id':{'S':'b'}},
                                             'ConditionExpression':'attribute_exists(id)'}}]}""");

        assertThat(db.dynamoDb()).isEqualTo(before);
    }
}
