// Stands in for @vscode/native-watchdog, which ends an orphaned extension host; the rig ends the whole process group.
exports.start = () => {};
