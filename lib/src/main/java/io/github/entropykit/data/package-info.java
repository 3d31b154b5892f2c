/**
 * The data sets of the kit, read from the files in {@code data/}: nothing here ever opens a network connection.
 *
 * <p>{@link io.github.entropykit.data.FashionMnist} and {@link io.github.entropykit.data.Mnist} give immutable
 * {@link io.github.entropykit.data.ImageData}; every file is held against its SHA-256 before a byte of it is used.
 *
 * <p>Augmentation changes what a network is trained on: {@link io.github.entropykit.data.ImageTransforms} and
 * {@link io.github.entropykit.data.Mixup} change images, {@link io.github.entropykit.data.TextTransforms} words,
 * {@link io.github.entropykit.data.AudioTransforms} and {@link io.github.entropykit.data.Spectrogram} sounds. All chance
 * comes from a generator that is handed over.
 */
package io.github.entropykit.data;
