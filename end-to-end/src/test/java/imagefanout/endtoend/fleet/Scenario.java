package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A task of the fleet, run once without a fault and once with each fault.
 *
 * @param seed the initial contents of Image Builder
 * @param before the earlier work of the fleet, which fills its tables
 * @param change the change in Image Builder after that
 * @param event the event of the scenario; may depend on the fleet
 * @param after the usual next step: a reconcile, the next sync, or a person who repeats a request
 */
public record Scenario(
        String name,
        ObjectNode seed,
        Consumer<FleetUnderTest> before,
        Consumer<FleetUnderTest> change,
        Function<FleetUnderTest, FleetEvent> event,
        List<Function<FleetUnderTest, FleetEvent>> after) {

    @Override
    public String toString() {
        return name;
    }

    /** The start of a scenario, which can be run any number of times. */
    public record Prepared(Scenario scenario, Path seed, DynamoDb tables, FleetEvent event, List<FleetEvent> after) {
        public InProcessServices services() {
            return services(tables.copy());
        }

        /** The services, with other tables. */
        public InProcessServices services(DynamoDb others) {
            return new InProcessServices(others, seed);
        }
    }

    public Prepared prepare(FleetClients clients, DynamoDb empty) {
        Path file = file();
        FleetUnderTest fleet = new FleetUnderTest(clients, new InProcessServices(empty, file));
        before.accept(fleet);
        DynamoDb start = fleet.services().tables().copy();
        change.accept(fleet);
        return new Prepared(
                this,
                file,
                start,
                event.apply(fleet),
                after.stream().map(next -> next.apply(fleet)).toList());
    }

    private Path file() {
        try {
            Path file = Files.createTempFile("seed", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, seed.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
