package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.channels.Channels;
import imagefanout.testing.channels.ChannelsContract;
import org.junit.jupiter.api.BeforeEach;

final class DynamoChannelsContractTest extends ChannelsContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private Channels channels;

    @BeforeEach
    void createTable() {
        channels = new DynamoChannels(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }

    @Override
    protected Channels channels() {
        return channels;
    }
}
