import { mount } from '../shared/mount.js'
import { SettingsWindow } from './SettingsWindow.js'
import '../shared/theme.css'
import './settings.css'

mount(<SettingsWindow />)
