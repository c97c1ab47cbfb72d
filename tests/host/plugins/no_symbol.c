/* Is no plugin at all. */
int hvcompat_plugni(void);
int hvcompat_plugni(void) { return 1; }
