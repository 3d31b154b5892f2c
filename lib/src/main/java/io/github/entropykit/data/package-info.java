/**
 * The data sets of the kit, read from the files in {@code data/}: nothing here ever opens a network connection.
 *
 * <p>{@link io.github.entropykit.data.FashionMnist} and {@link io.github.entropykit.data.Mnist} give immutable
 * {@link io.github.entropykit.data.ImageData}; every file is held against its SHA-256 before a byte of it is used.
 */
package io.github.entropykit.data;
