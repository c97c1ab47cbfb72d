// A vCenter or ESX for tests: govmomi's simulator behind a front of ours that counts, cuts, refuses and forgets.
package main

import (
	"fmt"
	"os"
)

func main() {
	options, err := parseOptions(os.Args[1:])
	if err == nil {
		err = serve(options)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "vcsim_host: %v\n", err)
		os.Exit(2)
	}
}
