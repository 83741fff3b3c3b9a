package imagefanout.testing.channels;

import imagefanout.model.channels.Channels;

final class InMemoryChannelsTest extends ChannelsContract {
    private final Channels channels = new InMemoryChannels();

    @Override
    protected Channels channels() {
        return channels;
    }
}
