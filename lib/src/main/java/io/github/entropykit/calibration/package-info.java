/**
 * Is a classifier's confidence worth its name? Measure it, picture it, repair it.
 *
 * <p>Start from {@link io.github.entropykit.calibration.Predictions}, which holds what a model said about a test set
 * and what was true; the classes named {@code ...PredictionsAdapter} make it from models and tables of other libraries.
 * Everything else takes it as its argument:
 * <ul>
 *   <li>{@link io.github.entropykit.calibration.ReliabilityDiagram}: accuracy against confidence, bin by bin;</li>
 *   <li>{@link io.github.entropykit.calibration.CalibrationError}: that diagram in one number, and the number a
 *       perfectly calibrated model would get (never show the one without the other);</li>
 *   <li>{@link io.github.entropykit.calibration.LogLoss} and {@link io.github.entropykit.calibration.BrierScore}:
 *       proper scores, which reward calibration and sharpness together;
 *       {@link io.github.entropykit.calibration.BrierDecomposition} and
 *       {@link io.github.entropykit.calibration.Sharpness} take them apart;</li>
 *   <li>{@link io.github.entropykit.calibration.Calibrator}: repairs, fitted on validation data, from
 *       {@link io.github.entropykit.calibration.TemperatureScaling}, one parameter that changes no decision, to
 *       {@link io.github.entropykit.calibration.IsotonicCalibration}, any rising curve;</li>
 *   <li>{@link io.github.entropykit.calibration.ConformalSets}: sets of classes that hold the true one as often as
 *       promised, on average and for examples drawn like the calibration data, however bad the model is;</li>
 *   <li>{@link io.github.entropykit.calibration.EnsembleEntropy}: how much of an ensemble's uncertainty is
 *       disagreement;</li>
 *   <li>{@link io.github.entropykit.calibration.CalibrationAccumulator}: the scores of more predictions than fit into
 *       memory.</li>
 * </ul>
 *
 * <p>Batches are row-major: the K values of example 0, then those of example 1, and so on. Entropies and log losses
 * are in nats. Objects are immutable and may be shared between threads, all but the accumulator.
 */
package io.github.entropykit.calibration;
