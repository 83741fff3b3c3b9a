package imagefanout.benchmarks.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CallCostTest {
    private static final double EXACT = 1e-9;

    @Test
    void anInstanceHasAProcessorFor1769Megabytes() {
        CallCost call = new CallCost(2, 1, 4);

        assertThat(call.callsPerSecondOfAnInstance(1769)).isCloseTo(250, within(EXACT));
        assertThat(call.callsPerSecondOfAnInstance(3538)).isCloseTo(500, within(EXACT));
    }

    @Test
    void anItemIsReadSixThousandTimesPerSecond() {
        assertThat(CallCost.callsPerSecondOfAnItem()).isCloseTo(6000, within(EXACT));
    }

    @Test
    void comparesTheProcessorTimeOfTwoCalls() {
        assertThat(new CallCost(2, 1, 6).timesTheProcessorOf(new CallCost(2, 1, 4)))
                .isCloseTo(1.5, within(EXACT));
    }
}
