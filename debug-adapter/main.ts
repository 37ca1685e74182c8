import { serveIpc } from './host/dumpHost';
import { serveStandardStreams } from './stdioAdapter';

// Started by the extension with an IPC channel it is a dump host; by any other debug client, an adapter over stdio.
if (process.send) serveIpc();
else serveStandardStreams();
