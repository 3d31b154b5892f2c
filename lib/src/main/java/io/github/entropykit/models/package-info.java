/** Small networks as Deep Java Library blocks, and initialisers that are what their names say. */
package io.github.entropykit.models;
