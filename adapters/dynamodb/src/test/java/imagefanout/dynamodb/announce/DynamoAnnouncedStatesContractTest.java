package imagefanout.dynamodb.announce;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnouncedStates;
import imagefanout.testing.announce.AnnouncedStatesContract;
import org.junit.jupiter.api.BeforeEach;

final class DynamoAnnouncedStatesContractTest extends AnnouncedStatesContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private AnnouncedStates states;

    @BeforeEach
    void createTable() {
        states = new DynamoAnnouncedStates(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }

    @Override
    protected AnnouncedStates states() {
        return states;
    }
}
