/**
 * A small Java kernel for Jupyter, for computers that have none of their own.
 *
 * <p>JShell evaluates the cells; the library of the JJava kernel speaks the protocol. It behaves as the IJava family
 * does, with three things of its own: sockets that answer as soon as the process runs, cells that can be interrupted,
 * and errors that point at the line of the cell. The one magic is {@code %jars}.
 */
package io.github.entropykit.kernel;
