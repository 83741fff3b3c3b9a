package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something that the fleet does.
 *
 * @param seed what Image Builder holds from the start
 * @param before what the fleet has done, and is in its tables, when it begins
 * @param change what has happened in Image Builder since
 * @param event what then comes; may look at the world for it
 * @param after what comes afterwards anyway, event or not: a reconcile, the next sync, a person who asks again
 */
record Scenario(
        String name,
        ObjectNode seed,
        Consumer<World> before,
        Consumer<World> change,
        Function<World, Event> event,
        List<Function<World, Event>> after) {

    @Override
    public String toString() {
        return name;
    }

    /** A scenario at its start, from which it can be run again and again. */
    record Prepared(Scenario scenario, Path seed, SimulatedDynamoDb tables, Event event, List<Event> after) {
        Services services() {
            return services(tables.copy());
        }

        /** With other tables. */
        Services services(SimulatedDynamoDb others) {
            return new Services(others, seed);
        }
    }

    Prepared prepare(Clients clients, SimulatedDynamoDb empty) {
        Path file = file();
        World world = new World(clients, new Services(empty, file));
        before.accept(world);
        SimulatedDynamoDb start = world.services().tables().copy();
        change.accept(world);
        return new Prepared(
                this,
                file,
                start,
                event.apply(world),
                after.stream().map(next -> next.apply(world)).toList());
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
