package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCompletion(p *process) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a completion script for bash, zsh, fish or powershell",
		Long: `Print a script that completes commands, flags and their values in a shell:
bash, zsh, fish or powershell.`,
		Example: `  qari completion bash > ~/.local/share/bash-completion/completions/qari
  qari completion zsh > "${fpath[1]}/_qari"
  qari completion fish > ~/.config/fish/completions/qari.fish`,
		Args:      exactly(1, "SHELL"),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(c *cobra.Command, args []string) error {
			out := newOutput(p.out)
			var err error
			switch root := c.Root(); args[0] {
			case "bash":
				err = root.GenBashCompletionV2(out, true)
			case "zsh":
				err = root.GenZshCompletion(out)
			case "fish":
				err = root.GenFishCompletion(out, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(out)
			default:
				return usageError{fmt.Errorf("no completion for %q: bash, zsh, fish or powershell", args[0])}
			}
			if err != nil {
				return err
			}
			return out.Flush()
		},
	}
}
