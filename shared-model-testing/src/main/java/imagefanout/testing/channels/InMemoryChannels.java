package imagefanout.testing.channels;

import imagefanout.model.ResultPage;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Channels in memory. */
public final class InMemoryChannels implements Channels {
    private final Map<PipelineArn, SortedMap<ChannelName, List<Channel>>> states = new HashMap<>();

    /** Every state of the channel, newest first. */
    private List<Channel> states(PipelineArn pipeline, ChannelName name) {
        List<Channel> all = new ArrayList<>(
                states.getOrDefault(pipeline, Collections.emptySortedMap()).getOrDefault(name, List.of()));
        Collections.reverse(all);
        return all;
    }

    @Override
    public synchronized Optional<Channel> channel(PipelineArn pipeline, ChannelName name) {
        return states(pipeline, name).stream().findFirst();
    }

    @Override
    public synchronized List<Channel> channels(PipelineArn pipeline) {
        return states.getOrDefault(pipeline, Collections.emptySortedMap()).values().stream()
                .map(all -> all.get(all.size() - 1))
                .toList();
    }

    @Override
    public synchronized SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines) {
        SortedMap<PipelineArn, List<Channel>> found = new TreeMap<>();
        pipelines.forEach(pipeline -> found.put(pipeline, channels(pipeline)));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    @Override
    public synchronized boolean replace(Optional<Channel> before, Channel next) {
        Optional<Channel> now = channel(next.pipeline(), next.name());
        if (!now.equals(before)) {
            return now.equals(Optional.of(next));
        }
        states.computeIfAbsent(next.pipeline(), pipeline -> new TreeMap<>())
                .computeIfAbsent(next.name(), name -> new ArrayList<>())
                .add(next);
        return true;
    }

    @Override
    public synchronized ResultPage<ChannelChange, ChannelChange.Position> history(
            PipelineArn pipeline, ChannelName name, Optional<ChannelChange.Position> before, int limit) {
        List<ChannelChange> older = states(pipeline, name).stream()
                .map(Channel::last)
                .filter(change ->
                        before.isEmpty() || change.number() < before.get().number())
                .toList();
        return ResultPage.first(older, limit, ChannelChange::position);
    }

    @Override
    public synchronized Optional<Channel> asOf(PipelineArn pipeline, ChannelName name, Instant at) {
        return states(pipeline, name).stream()
                .filter(channel -> !channel.last().at().isAfter(at))
                .findFirst();
    }
}
