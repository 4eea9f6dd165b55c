# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for amends

_amends () {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command="" word
  local commands="new plan drafts draft list accounts risk warnings backtest vip search classify check deadline event send status
    reclassify resolve goodwill satisfaction export-case import import-case debrief report calendar sync crm backup restore verify doctor sample similar"
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $commands " in *" $word "*) command=$word; break ;; esac
  done
  case $previous in
    --workspace) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --set|--from|--reply|--calendar|--errors|--corpus|-o|--output) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --severity) mapfile -t COMPREPLY < <(compgen -W "critical high medium low" -- "$current"); return ;;
    --track) mapfile -t COMPREPLY < <(compgen -W "p1 p2 p3" -- "$current"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "text markdown html json" -- "$current"); return ;;
    crm) mapfile -t COMPREPLY < <(compgen -W "connect test status disconnect queue conflicts settle map" -- "$current"); return ;;
    --type) mapfile -t COMPREPLY < <(compgen -W "espocrm hubspot salesforce odoo" -- "$current"); return ;;
    report) mapfile -t COMPREPLY < <(compgen -W "weekly quarterly metrics risk
      $(amends list 2>/dev/null | cut -d' ' -f1)" -- "$current"); return ;;
    --step) mapfile -t COMPREPLY < <(compgen -W "month quarter" -- "$current"); return ;;
    --segment) mapfile -t COMPREPLY < <(compgen -W "enterprise mid-market smb" -- "$current"); return ;;
    goodwill) mapfile -t COMPREPLY < <(compgen -W "suggest request list ask approve decline edit withdraw" -- "$current"); return ;;
    --kind) if [[ $command == goodwill ]]; then
        mapfile -t COMPREPLY < <(compgen -W "credit extension premium-support custom" -- "$current"); return; fi
      mapfile -t COMPREPLY < <(compgen -W "customer brief debrief" -- "$current"); return ;;
    --dates) mapfile -t COMPREPLY < <(compgen -W "ymd dmy mdy" -- "$current"); return ;;
    --direction) mapfile -t COMPREPLY < <(compgen -W "internal inbound outbound two-way" -- "$current"); return ;;
  esac
  case $command in
    "") mapfile -t COMPREPLY < <(compgen -W "$commands --workspace --now --as --json --help --version" -- "$current") ;;
    new|classify|check|similar|backup|restore|import-case) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    deadline) mapfile -t COMPREPLY < <(compgen -W "--severity --received --playbook --account --calendar
      --holidays --pause --executive --vip --json" -- "$current") ;;
    import) mapfile -t COMPREPLY < <(compgen -f -W "accounts contacts interactions usage --map --encoding
      --dates --currency --create-accounts --dry-run --errors --list --undo --json" -- "$current") ;;
    sync) mapfile -t COMPREPLY < <(compgen -W "--dry-run --everything --allow-removal --key-fd --json" -- "$current") ;;
    crm) mapfile -t COMPREPLY < <(compgen -W "--type --url --user --database --api-version --client-id
      --interval --first-push --key-fd --retry --discard --ours --theirs --json" -- "$current") ;;
    sample) mapfile -t COMPREPLY < <(compgen -W "load remove" -- "$current") ;;
    plan|drafts|draft|event|send|status|reclassify|resolve|goodwill|satisfaction|export-case|debrief|report|calendar)
      mapfile -t COMPREPLY < <(compgen -W "$(amends list 2>/dev/null | cut -d' ' -f1)" -- "$current") ;;
  esac
}
complete -F _amends amends
